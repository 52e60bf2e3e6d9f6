//! A connection on which a test writes what it likes and reads what comes.

use std::{collections::BTreeMap, io, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use url::Url;

/// No answer of a test takes so long; it only ends tests that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection.
pub struct Raw {
    stream: TcpStream,
    /// What came and was not read yet.
    rest: Vec<u8>,
}

/// What came.
#[derive(Debug)]
pub struct RawAnswer {
    /// The status.
    pub status: u16,
    /// By name in lower case; of those that come twice, the last.
    pub headers: BTreeMap<String, String>,
    /// As many bytes as the answer said.
    pub body: Vec<u8>,
}

impl Raw {
    /// A new one to this site.
    pub async fn connect(origin: &Url) -> Self {
        let address = (origin.host_str().unwrap(), origin.port().unwrap());
        Self { stream: TcpStream::connect(address).await.unwrap(), rest: Vec::new() }
    }

    /// Writes as it is; a server that closed already is met when the answer is read.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// GET with these header lines, each ended by CRLF.
    pub async fn get(&mut self, path: &str, headers: &str) -> RawAnswer {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: x\r\n{headers}\r\n")).await;
        self.answer().await
    }

    /// The next answer, with its body.
    pub async fn answer(&mut self) -> RawAnswer {
        let mut answer = self.head().await;
        let length = answer.headers.get("content-length").map_or(0, |length| length.parse().unwrap());
        while self.rest.len() < length {
            assert!(self.more().await.unwrap() > 0, "the body ends early: {answer:?}");
        }
        answer.body = self.rest.drain(..length).collect();
        answer
    }

    /// The head of the next answer.
    pub async fn head(&mut self) -> RawAnswer {
        let end = loop {
            if let Some(at) = self.rest.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break at;
            }
            assert!(self.more().await.unwrap() > 0, "no answer, but {:?}", String::from_utf8_lossy(&self.rest));
        };
        let head: Vec<u8> = self.rest.drain(..end + 4).collect();
        let head = String::from_utf8(head).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        RawAnswer { status, headers, body: Vec::new() }
    }

    /// Waits until the server closes; whatever it still sends is dropped.
    pub async fn closes(&mut self) {
        // A reset closes too.
        while self.more().await.is_ok_and(|count| count > 0) {}
    }

    async fn more(&mut self) -> io::Result<usize> {
        timeout(PATIENCE, self.stream.read_buf(&mut self.rest)).await.expect("neither an answer nor an end")
    }
}

impl RawAnswer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// Stops the test where the status is another.
    #[track_caller]
    pub fn must_be(&self, status: u16) -> &Self {
        assert!(self.status == status, "{status} was expected of {self:?}");
        self
    }
}
