//! What Linux needs, in one place.

/// Before GTK starts: with DMABUF rendering WebKitGTK is slower here and takes 90 MB more. Whoever sets the variable
/// keeps his choice.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() {
    const DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(DMABUF).is_none() {
        // SAFETY: the first line of main; no other thread exists that could read the environment.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(DMABUF, "1");
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() {}

/// Lets an input method show what is being composed inside the text: the web view switches that off, which makes
/// typing Chinese guesswork.
#[cfg(target_os = "linux")]
pub(crate) fn show_composition(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};
    window.with_webview(|webview| {
        if let Some(input) = webview.inner().input_method_context() {
            input.set_enable_preedit(true);
        }
    })
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn show_composition(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
