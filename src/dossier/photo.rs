//! Photos of the goods without what a camera writes beside the picture: place, time, owner, device.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

/// The largest photo, in bytes.
const LARGEST: u64 = 25_000_000;
/// The folder of a dossier the photos lie in.
pub const FOLDER: &str = "photos";

/// Why a file cannot be taken for a photo.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// It cannot be read or written.
    #[error("{}: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// It is none of the kinds that can be cleaned.
    #[error("{}: no JPEG, PNG or WebP; save the photo as JPEG first", .0.display())]
    Kind(PathBuf),
    /// It ends early or is not what it says.
    #[error("{}: the picture is damaged; open it in a viewer and save it anew", .0.display())]
    Damaged(PathBuf),
    /// It is too large.
    #[error("{}: larger than {} MB; save it smaller", .0.display(), LARGEST / 1_000_000)]
    Large(PathBuf),
}

/// Reads a photo and takes out of it what is not the picture: its bytes and the ending of its name. How it is turned is
/// kept, and so are its colours.
pub fn cleaned(path: &Path) -> Result<(Vec<u8>, &'static str), PhotoError> {
    let fault = |error| PhotoError::File { path: path.to_owned(), error };
    let meta = fs::metadata(path).map_err(fault)?;
    if !meta.is_file() {
        return Err(PhotoError::Kind(path.to_owned()));
    }
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(fault)?;
    if bytes.len() as u64 > LARGEST {
        return Err(PhotoError::Large(path.to_owned()));
    }
    let (picture, ending) = match bytes.as_slice() {
        [0xff, 0xd8, ..] => (jpeg(&bytes), "jpg"),
        [0x89, b'P', b'N', b'G', ..] => (png(&bytes), "png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => (webp(&bytes), "webp"),
        _ => return Err(PhotoError::Kind(path.to_owned())),
    };
    Ok((picture.ok_or_else(|| PhotoError::Damaged(path.to_owned()))?, ending))
}

/// Lays a cleaned photo beside the others of a dossier and says what it is called there.
pub fn keep(dossier: &Path, bytes: &[u8], ending: &str) -> Result<String, PhotoError> {
    let folder = dossier.join(FOLDER);
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |error| PhotoError::File { path, error }
    };
    DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(fault(&folder))?;
    for nth in 1..1000 {
        let name = format!("photo-{nth:02}.{ending}");
        let path = folder.join(&name);
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(bytes).and_then(|()| file.sync_all()).map_err(fault(&path))?;
                return Ok(name);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(fault(&path)(error)),
        }
    }
    Err(fault(&folder)(io::Error::other("too many photos")))
}

/// The picture up to its end: what phones put behind it (a film, a second picture) is left out too.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0xd8];
    let mut at = 2;
    let mut turned = false;
    loop {
        while bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (0xff, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else { return None };
        if marker == 0xd9 {
            out.extend([0xff, 0xd9]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let end = at + 2 + length.max(2);
        let (segment, content) = (bytes.get(at..end)?, bytes.get(at + 4..end)?);
        match marker {
            0xe1 if !turned && content.starts_with(b"Exif\0\0") => {
                if let Some(way) = orientation(content.get(6..)?) {
                    out.extend(only_turned(way));
                    turned = true;
                }
            }
            0xe0 if content.starts_with(b"JFIF\0") => out.extend(segment),
            0xe2 if content.starts_with(b"ICC_PROFILE\0") => out.extend(segment),
            0xee => out.extend(segment),
            0xe0..=0xef | 0xfe => {}
            _ => out.extend(segment),
        }
        at = end;
        if marker == 0xda {
            let scan = scan_length(bytes.get(at..)?)?;
            out.extend(bytes.get(at..at + scan)?);
            at += scan;
        }
    }
}

/// How far the coded picture goes: to a marker that is neither stuffing nor a restart.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}

/// How a picture is turned, 2 to 8, by the first directory of its EXIF block.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(usize::from(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }))
    };
    let four = if little { two(6)? << 16 | two(4)? } else { two(4)? << 16 | two(6)? };
    let entries = two(four)?;
    let entry = (0..entries.min(200)).map(|nth| four + 2 + 12 * nth).find(|at| two(*at) == Some(0x0112))?;
    u8::try_from(two(entry + 8)?).ok().filter(|way| (2..=8).contains(way))
}

/// An EXIF block that says nothing but how the picture is turned.
fn only_turned(way: u8) -> Vec<u8> {
    let mut block = vec![0xff, 0xe1, 0, 34];
    block.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    block.extend([way, 0, 0, 0, 0, 0, 0]);
    block
}

/// Chunks of a PNG that are its picture and its colours.
const OF_PNG: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"tRNS",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let head = bytes.get(at..at + 8)?;
        let length = usize::try_from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])).ok()?;
        let end = at.checked_add(12)?.checked_add(length)?;
        let chunk = bytes.get(at..end)?;
        if OF_PNG.iter().any(|kind| kind[..] == head[4..]) {
            out.extend(chunk);
        }
        if &head[4..] == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

/// Chunks of a WebP that are its picture and its colours.
const OF_WEBP: &[&[u8; 4]] = &[b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// The flags of a WebP that announce EXIF and XMP.
const ANNOUNCED: u8 = 0x0c;

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while at < bytes.len() {
        let head = bytes.get(at..at + 8)?;
        let length = usize::try_from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?;
        let mut chunk = bytes.get(at..end)?.to_vec();
        chunk.extend((length % 2 == 1).then_some(0));
        if &head[..4] == b"VP8X" {
            *chunk.get_mut(8)? &= !ANNOUNCED;
        }
        if OF_WEBP.iter().any(|kind| kind[..] == head[..4]) {
            out.extend(chunk);
        }
        at = end + length % 2;
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    (out.len() > 12).then_some(out)
}
