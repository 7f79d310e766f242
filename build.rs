//! Turns the tables of `src/page/layouts/` into JSON without their examples, which the program reads at its start in a tenth of
//! the time that TOML takes: parsing tables was most of what a run with a single page cost.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let tables = Path::new("src/page/layouts");
    println!("cargo::rerun-if-changed={}", tables.display());
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    for entry in fs::read_dir(tables)? {
        let path = entry?.path();
        if path.extension().is_none_or(|it| it != "toml") {
            continue;
        }
        let mut table: toml::Table = toml::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        table.remove("example");
        let name = path.with_extension("json");
        fs::write(out.join(name.file_name().ok_or("a table has no name")?), serde_json::to_string(&table)?)?;
    }
    Ok(())
}
