//! Photos leave what a camera writes beside the picture behind.

use std::{fs, path::Path};

use posylka::dossier::photo::{self, PhotoError};

const SECRET: &[u8] = b"GPS 55.7558N 37.6173E";

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, content].concat()
}

/// A JPEG in outline: EXIF that turns it and says where it was taken, XMP, a remark, two scans, and a film behind it.
fn jpeg() -> Vec<u8> {
    let exif = [
        &b"Exif\0\0II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x04\0\0\0abc\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..],
        SECRET,
    ];
    let pieces = [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xe1, &exif.concat()),
        segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()),
        segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", &b"colours"[..]].concat()),
        segment(0xe2, &[b"MPF\0", SECRET].concat()),
        segment(0xed, SECRET),
        segment(0xfe, SECRET),
        segment(0xdb, &[7; 65]),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4],
        segment(0xc4, &[9; 20]),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![5, 6, 0xff, 0xd9],
        [&b"\0\0\0\x18ftypmp42"[..], SECRET].concat(),
    ];
    pieces.concat()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], kind, content, &[0; 4]].concat()
}

fn png() -> Vec<u8> {
    let chunks = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[1; 13]),
        chunk(b"eXIf", SECRET),
        chunk(b"tEXt", SECRET),
        chunk(b"IDAT", b"picture"),
        chunk(b"IEND", b""),
        SECRET.to_vec(),
    ];
    chunks.concat()
}

fn riff(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let pad = vec![0; content.len() % 2];
    [&kind[..], &u32::try_from(content.len()).unwrap().to_le_bytes(), content, &pad].concat()
}

fn webp() -> Vec<u8> {
    let body = [
        b"WEBP".to_vec(),
        riff(b"VP8X", &[0x2c, 0, 0, 0, 9, 0, 0, 9, 0, 0]),
        riff(b"VP8 ", b"picture"),
        riff(b"EXIF", SECRET),
        riff(b"XMP ", SECRET),
    ];
    let body = body.concat();
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn cleaned(bytes: &[u8]) -> Result<(Vec<u8>, &'static str), PhotoError> {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("photo");
    fs::write(&path, bytes).unwrap();
    photo::cleaned(&path)
}

#[test]
fn the_picture_stays_and_the_place_goes() {
    for (bytes, ending, kept) in
        [(jpeg(), "jpg", &b"colours"[..]), (png(), "png", b"picture"), (webp(), "webp", b"picture")]
    {
        let (clean, found) = cleaned(&bytes).unwrap();
        assert_eq!(found, ending);
        assert!(holds(&bytes, SECRET) && !holds(&clean, SECRET), "{ending}: the place is still there");
        assert!(holds(&clean, kept), "{ending}: the picture is gone");
        assert_eq!(cleaned(&clean).unwrap().0, clean, "{ending}: what is clean stays as it is");
    }
    let turned = cleaned(&jpeg()).unwrap().0;
    assert!(holds(&turned, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06"), "it lost how it is turned");
    assert!(turned.ends_with(&[5, 6, 0xff, 0xd9]));
    let webp = cleaned(&webp()).unwrap().0;
    assert_eq!(webp[20], 0x20, "EXIF and XMP are still announced");
}

#[test]
fn broken_and_foreign_files_are_refused() {
    for whole in [jpeg(), png(), webp()] {
        for cut in 0..whole.len() {
            drop(cleaned(&whole[..cut]));
        }
        assert!(matches!(cleaned(&whole[..40]), Err(PhotoError::Damaged(_))));
    }
    assert!(matches!(cleaned(b"GIF89a"), Err(PhotoError::Kind(_))));
    assert!(matches!(cleaned(b""), Err(PhotoError::Kind(_))));
    assert!(matches!(photo::cleaned(Path::new("/nonexistent.jpg")), Err(PhotoError::File { .. })));
    assert!(matches!(photo::cleaned(Path::new("/")), Err(PhotoError::Kind(_))));
    let room = tempfile::tempdir().unwrap();
    let large = room.path().join("large.jpg");
    fs::File::create(&large).unwrap().set_len(25_000_001).unwrap();
    assert!(matches!(photo::cleaned(&large), Err(PhotoError::Large(_))));
}

#[test]
fn photos_are_kept_privately_and_never_replace_one_another() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = tempfile::tempdir().unwrap();
    let dossier = room.path().join("7");
    let names: Vec<String> = (0..3).map(|_| photo::keep(&dossier, b"x", "jpg").unwrap()).collect();
    assert_eq!(names, ["photo-01.jpg", "photo-02.jpg", "photo-03.jpg"]);
    let mode = fs::metadata(dossier.join("photos/photo-01.jpg")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

fn holds(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|it| it == piece)
}
