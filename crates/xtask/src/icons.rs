//! Draws every icon that the bundles need from `icons/pondesk.svg`.
//!
//! The drawing crates sit behind the feature `icons`; without it this asks cargo for an xtask that has it.

use anyhow::Result;

use crate::workspace::Workspace;

/// Asks cargo for an xtask with the feature `icons`.
#[cfg(not(feature = "icons"))]
pub(crate) fn draw(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--package", "xtask", "--features", "icons", "--", "icons"]);
    crate::terminal::run(&mut cargo)
}

/// Draws the icons and writes them beside the drawing.
#[cfg(feature = "icons")]
pub(crate) fn draw(workspace: &Workspace) -> Result<()> {
    drawing::draw(&workspace.root().join("icons"))
}

#[cfg(feature = "icons")]
mod drawing {
    use std::fs::{self, File};
    use std::path::Path;

    use anyhow::{Context, Result};
    use resvg::tiny_skia::{Pixmap, Transform};
    use resvg::usvg::{Options, Tree};

    /// PNG files by name and edge in pixels; the names are those that Tauri's bundler knows.
    const PNG: [(&str, u32); 6] = [
        ("32x32.png", 32),
        ("128x128.png", 128),
        ("128x128@2x.png", 256),
        ("256x256.png", 256),
        ("512x512.png", 512),
        ("icon.png", 512),
    ];
    /// Edges inside `icon.ico`; Windows takes the 32 px one for the task bar.
    const ICO: [u32; 6] = [16, 24, 32, 48, 64, 256];
    /// Edges inside `icon.icns`.
    const ICNS: [u32; 6] = [16, 32, 64, 128, 256, 512];

    pub(super) fn draw(folder: &Path) -> Result<()> {
        let source = folder.join("pondesk.svg");
        let svg = fs::read(&source).with_context(|| format!("read {}", source.display()))?;
        let tree = Tree::from_data(&svg, &Options::default()).context("read the drawing")?;

        for (name, edge) in PNG {
            let png = pixels(&tree, edge)?.encode_png().with_context(|| format!("encode {name}"))?;
            write(&folder.join(name), &png)?;
        }
        let mut windows = ico::IconDir::new(ico::ResourceType::Icon);
        for edge in ICO {
            let image = ico::IconImage::from_rgba_data(edge, edge, straight(&pixels(&tree, edge)?));
            windows.add_entry(ico::IconDirEntry::encode(&image).context("encode icon.ico")?);
        }
        windows.write(create(&folder.join("icon.ico"))?).context("write icon.ico")?;

        let mut mac = icns::IconFamily::new();
        for edge in ICNS {
            let data = straight(&pixels(&tree, edge)?);
            let image =
                icns::Image::from_data(icns::PixelFormat::RGBA, edge, edge, data).context("icon.icns")?;
            mac.add_icon(&image).context("encode icon.icns")?;
        }
        mac.write(create(&folder.join("icon.icns"))?).context("write icon.icns")?;
        Ok(())
    }

    fn pixels(tree: &Tree, edge: u32) -> Result<Pixmap> {
        let mut pixmap = Pixmap::new(edge, edge).context("no memory for the icon")?;
        let size = tree.size();
        let scale = Transform::from_scale(edge as f32 / size.width(), edge as f32 / size.height());
        resvg::render(tree, scale, &mut pixmap.as_mut());
        Ok(pixmap)
    }

    /// RGBA bytes with straight alpha: the icon containers don't know the premultiplied kind.
    fn straight(pixmap: &Pixmap) -> Vec<u8> {
        pixmap
            .pixels()
            .iter()
            .flat_map(|pixel| {
                let colour = pixel.demultiply();
                [colour.red(), colour.green(), colour.blue(), colour.alpha()]
            })
            .collect()
    }

    fn create(path: &Path) -> Result<File> {
        println!("    {}", path.display());
        File::create(path).with_context(|| format!("write {}", path.display()))
    }

    fn write(path: &Path, bytes: &[u8]) -> Result<()> {
        println!("    {}", path.display());
        fs::write(path, bytes).with_context(|| format!("write {}", path.display()))
    }
}
