//! Finds the built UI for `serve`. Without one a page stands in that says how to build it, so that the crate compiles alone.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let built = manifest.join("../../ui/dist");
    println!("cargo:rerun-if-changed={}", built.display());
    println!("cargo:rerun-if-changed={}", built.join("index.html").display());
    let dist = if built.join("index.html").is_file() { built } else { stand_in()? };
    println!("cargo:rustc-env=PONDESK_UI_DIST={}", dist.display());
    Ok(())
}

fn stand_in() -> io::Result<PathBuf> {
    let folder = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("no-ui");
    fs::create_dir_all(&folder)?;
    let page =
        "<!doctype html><title>Pondesk</title><p>The UI is not built: run <code>cargo xtask run</code>.</p>";
    fs::write(folder.join("index.html"), page)?;
    Ok(folder)
}
