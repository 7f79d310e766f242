//! What refmill depends on: licences that `deny.toml` allows, the one registry, and no version with a known fault.
//!
//! `cargo deny` asks the same. It takes longer to build than the rest of `.ci/run` can wait, and its list of advisories is a
//! repository elsewhere, so what it would say of licences and sources is asked here, and advisories are listed by hand in
//! `docs/reliability.md`.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn packages() -> Vec<Value> {
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let done = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--filter-platform", &platform])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&done.stdout).expect("JSON of cargo");
    metadata["packages"].as_array().expect("packages").clone()
}

fn text<'v>(package: &'v Value, member: &str) -> &'v str {
    package[member].as_str().unwrap_or_default()
}

/// Whether an expression of licences is met: every part of an `AND` has an alternative that is allowed.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut parts = expression.split(" AND ");
    parts.all(|part| part.trim_matches(['(', ')']).split(" OR ").any(|one| allowed.contains(&one.trim())))
}

#[test]
fn every_dependency_may_be_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules: toml::Table =
        fs::read_to_string(root.join("deny.toml")).expect("deny.toml").parse().expect("TOML");
    let allowed: Vec<&str> =
        rules["licenses"]["allow"].as_array().expect("a list").iter().filter_map(|it| it.as_str()).collect();
    let packages = packages();
    assert!(packages.len() > 100, "{} packages", packages.len());
    for package in &packages {
        let name = text(package, "name");
        let licence = text(package, "license");
        assert!(is_allowed(licence, &allowed), "{name} is {licence:?}, which deny.toml does not allow");
        // What has no source stands in this repository.
        let source = text(package, "source");
        let is_ours = source.is_empty() && name == "refmill";
        assert!(is_ours || source.starts_with("registry+"), "{name} comes from {source:?}");
        for dependency in package["dependencies"].as_array().into_iter().flatten().filter(|_| is_ours) {
            assert_ne!(text(dependency, "req"), "*", "{} has no version", text(dependency, "name"));
        }
    }
    assert!(!is_allowed("GPL-3.0", &allowed) && !is_allowed("MIT AND GPL-3.0", &allowed));
}

/// RUSTSEC-2026-0194 and -0195: quick-xml before 0.41 takes quadratic time for attributes and unbounded memory for name spaces.
#[test]
fn what_reads_xml_of_others_is_no_version_with_a_known_fault() {
    let packages = packages();
    let ours = packages.iter().find(|it| text(it, "name") == "refmill").expect("refmill");
    let needs = ours["dependencies"].as_array().expect("a list").iter();
    let quick_xml = needs.filter(|it| text(it, "name") == "quick-xml").map(|it| text(it, "req"));
    assert_eq!(quick_xml.collect::<Vec<_>>(), ["^0.42"]);
    // Another one comes with the optional feature `preview` alone, where it parses nothing.
    let old = packages
        .iter()
        .filter(|it| text(it, "name") == "quick-xml" && text(it, "version").starts_with("0.38"));
    let uses_old = |it: &&Value| {
        let needs = it["dependencies"].as_array().into_iter().flatten();
        needs.into_iter().any(|need| text(need, "name") == "quick-xml" && text(need, "req").contains("0.38"))
    };
    let users: Vec<&str> = packages.iter().filter(uses_old).map(|it| text(it, "name")).collect();
    assert!(old.count() <= 1 && users.iter().all(|it| *it == "citationberg"), "{users:?}");
}
