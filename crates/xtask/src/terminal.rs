//! What the commands say while they work: a line before each step, its seconds after it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Says what is about to be done, does it, and says how long it took.
///
/// # Errors
/// Those of the work itself.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    let start = Instant::now();
    let result = work();
    let word = if result.is_ok() { "done" } else { "failed" };
    // Named again, because two may go on side by side.
    println!("    {what}: {word} in {}", seconds(start.elapsed()));
    result
}

/// Says that a step has nothing to do.
pub(crate) fn nothing_to_do(what: &str) {
    println!("==> {what}: nothing to do");
}

/// Seconds with one digit, as in `12.3 s`.
pub(crate) fn seconds(elapsed: Duration) -> String {
    format!("{:.1} s", elapsed.as_secs_f64())
}

/// The command as one would type it, the program without its folder.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    std::iter::once(program.file_name().unwrap_or(program.as_os_str()))
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            if word.is_empty() || word.contains([' ', '"', '$', '*', ';']) {
                format!("'{word}'")
            } else {
                word.into_owned()
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Shows the command, runs it in this terminal and waits for it.
///
/// # Errors
/// When it can't be started or ends with another code than 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("    $ {}", line(command));
    let status = command.status().with_context(|| format!("start {}", line(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Like [`run`], but also returns what the command wrote to its standard output.
///
/// The second value tells whether it ended with 0: output of a failed command is wanted too.
///
/// # Errors
/// When it can't be started or its output can't be read.
pub(crate) fn run_and_read(command: &mut Command) -> Result<(String, bool)> {
    println!("    $ {}", line(command));
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("start {}", line(command)))?;
    let mut read = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).context("read the output")? > 0 {
            std::io::stdout().write_all(&bytes).context("pass the output on")?;
            read.append(&mut bytes);
        }
    }
    let status = child.wait().with_context(|| format!("wait for {}", line(command)))?;
    Ok((String::from_utf8_lossy(&read).into_owned(), status.success()))
}

/// Shows the command and runs it, and shows what it wrote to its standard output in one piece when it has ended: for
/// commands that run at the same time. Returns whether it ended with 0.
///
/// # Errors
/// When it can't be started or its output can't be passed on.
pub(crate) fn run_then_show(command: &mut Command) -> Result<bool> {
    println!("    $ {}", line(command));
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("start {}", line(command)))?;
    std::io::stdout().write_all(&output.stdout).context("pass the output on")?;
    Ok(output.status.success())
}

/// Runs the command silently and returns its standard output.
///
/// # Errors
/// When it can't be started or ends with another code than 0; its standard error is part of the message.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output().with_context(|| format!("start {}", line(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}: {}", line(command), output.status, said.trim());
    }
    Ok(output.stdout)
}

/// Prints what a check found.
///
/// # Errors
/// When it found anything.
pub(crate) fn check(name: &str, findings: &[String]) -> Result<()> {
    for finding in findings {
        println!("    {finding}");
    }
    match findings.len() {
        0 => {
            println!("    {name}: clean");
            Ok(())
        }
        1 => bail!("{name}: 1 finding"),
        count => bail!("{name}: {count} findings"),
    }
}
