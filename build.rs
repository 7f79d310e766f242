//! Turns the tables of `src/page/layouts/` into JSON without their examples, which the program reads at its start in a tenth of
//! the time that TOML takes: parsing tables was most of what a run with a single page cost. The long lists of each go into files of
//! their own, because they are read for the layouts alone that pages have.

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
        for part in ["label", "slot", "furniture", "furniture-starts", "footer", "references"] {
            let list = table.remove(part).unwrap_or(toml::Value::Array(Vec::new()));
            write(&out, &path.with_extension(format!("{part}.json")), &list)?;
        }
        write(&out, &path.with_extension("json"), &toml::Value::Table(table))?;
    }
    Ok(())
}

/// Writes a value as JSON, under the name of a path.
fn write(folder: &Path, path: &Path, value: &toml::Value) -> Result<(), Box<dyn Error>> {
    let name = path.file_name().ok_or("a table has no name")?;
    Ok(fs::write(folder.join(name), serde_json::to_string(value)?)?)
}
