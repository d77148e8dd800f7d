//! The line between a desk and its sandbox: a TCP proxy that lets everything through but one exchange.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::fault::Fault;

/// Largest head of a message.
const MOST_HEAD: usize = 64 * 1024;

type Armed = Arc<Mutex<Option<(String, Fault)>>>;

/// A line that is open until it is dropped.
pub(crate) struct Line {
    pub(crate) url: String,
    armed: Armed,
    task: JoinHandle<()>,
}

impl Line {
    /// Opens one to `base_url`.
    pub(crate) async fn to(base_url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let behind = base_url.strip_prefix("http://").unwrap().to_owned();
        let armed = Armed::default();
        let armed_here = Arc::clone(&armed);
        let task = tokio::spawn(async move {
            while let Ok((desk, _)) = listener.accept().await {
                let (behind, armed) = (behind.clone(), Arc::clone(&armed_here));
                // An exchange that breaks is what this is for.
                tokio::spawn(async move { exchange(desk, &behind, &armed).await });
            }
        });
        Self { url, armed, task }
    }

    /// The next exchange on this path goes wrong.
    pub(crate) fn arm(&self, path: &str, fault: Fault) {
        *self.armed.lock().unwrap() = Some((path.to_owned(), fault));
    }

    /// Whether the armed fault has not met its exchange yet.
    pub(crate) fn is_armed(&self) -> bool {
        self.armed.lock().unwrap().is_some()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One request and its answer; then the connection ends.
async fn exchange(mut desk: TcpStream, behind: &str, armed: &Armed) -> io::Result<()> {
    let request = message(&mut desk).await?;
    let Some(fault) = fault_of(&request, armed) else {
        let answer = forward(behind, &request).await?;
        return desk.write_all(&answer).await;
    };
    let answer = if fault.is_done() { Some(forward(behind, &request).await?) } else { None };
    let answer = answer.unwrap_or_default();
    match fault {
        Fault::DropBefore | Fault::DropAfter => Ok(()),
        Fault::ResetInBody => {
            let head = head_end(&answer).unwrap();
            desk.write_all(&answer[..head + (answer.len() - head) / 2]).await?;
            desk.flush().await?;
            desk.set_zero_linger()
        }
        Fault::ServerErrorBefore | Fault::ServerErrorAfter => {
            let body = r#"{"requestId":"r","code":500,"msg":"系统异常","data":null}"#;
            desk.write_all(&made_up("500 Internal Server Error", body)).await
        }
        Fault::BadGatewayBefore | Fault::BadGatewayAfter => {
            desk.write_all(&made_up("502 Bad Gateway", "<h1>502 Bad Gateway</h1>")).await
        }
        Fault::TooMany => desk.write_all(&made_up("429 Too Many Requests", "slow down")).await,
        Fault::MalformedJson => desk.write_all(&made_up("200 OK", r#"{"code":200,"data":{"#)).await,
        Fault::Failure => {
            let body = r#"{"requestId":"r","code":10007,"msg":"不可以","data":null}"#;
            desk.write_all(&made_up("200 OK", body)).await
        }
        // Until the desk hangs up.
        Fault::SilenceBefore | Fault::SilenceAfter => desk.read_to_end(&mut Vec::new()).await.map(drop),
        Fault::DuplicateAnswer => desk.write_all(&[answer.as_slice(), &answer].concat()).await,
        Fault::ClockAhead | Fault::ClockBehind => desk.write_all(&answer).await,
    }
}

/// The fault that is armed for this request, used up by it.
fn fault_of(request: &[u8], armed: &Armed) -> Option<Fault> {
    let line = request.split(|byte| *byte == b'\r').next()?;
    let path = std::str::from_utf8(line).ok()?.split(' ').nth(1)?;
    let mut armed = armed.lock().unwrap();
    armed.take_if(|(wanted, _)| leads_to(wanted, path)).map(|(_, fault)| fault)
}

/// Whether a path is that of an operation, one of whose parts may be an id: `/cancel/{refundId}`.
fn leads_to(wanted: &str, path: &str) -> bool {
    match wanted.split_once('{') {
        None => wanted == path,
        Some((front, _)) => path.strip_prefix(front).is_some_and(|id| !id.is_empty() && !id.contains('/')),
    }
}

/// Asks the sandbox on a connection of its own. Its answer says that the connection ends.
async fn forward(behind: &str, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut sandbox = TcpStream::connect(behind).await?;
    sandbox.write_all(request).await?;
    let answer = message(&mut sandbox).await?;
    let line_end = answer.windows(2).position(|two| two == b"\r\n").ok_or(io::ErrorKind::InvalidData)?;
    let (line, rest) = answer.split_at(line_end);
    Ok([line, b"\r\nconnection: close", rest].concat())
}

/// An HTTP message with its body.
async fn message(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut message = Vec::new();
    let head = loop {
        if stream.read_buf(&mut message).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match head_end(&message) {
            Some(end) => break end,
            None if message.len() > MOST_HEAD => return Err(io::ErrorKind::InvalidData.into()),
            None => {}
        }
    };
    let text = String::from_utf8_lossy(&message[..head]).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length = length.map_or(Ok(0), |length| length.trim().parse::<usize>());
    let whole = head + length.map_err(|_| io::ErrorKind::InvalidData)?;
    while message.len() < whole {
        if stream.read_buf(&mut message).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(message)
}

fn head_end(message: &[u8]) -> Option<usize> {
    message.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn made_up(status: &str, body: &str) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body.as_bytes()].concat()
}
