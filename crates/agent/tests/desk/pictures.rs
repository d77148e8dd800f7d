//! Files of the user and pictures of the platforms: hostile until checked.

use std::io::Cursor;
use std::path::Path;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, RgbaImage};
use pondesk_agent::api::*;
use pondesk_agent::{files, pictures};
use pondesk_domain::Platform;

use crate::ground::Ground;

fn photo(width: u32, height: u32) -> DynamicImage {
    let at = |x: u32, y: u32| Rgb([(x * 7 % 256) as u8, (y * 5 % 256) as u8, ((x * y) % 256) as u8]);
    RgbImage::from_fn(width, height, at).into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn gif(frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for shade in 0..frames {
        let frame = RgbaImage::from_pixel(16, 16, image::Rgba([shade as u8 * 90, 0, 0, 255]));
        encoder.encode_frame(Frame::new(frame)).unwrap();
    }
    drop(encoder);
    bytes
}

/// A PNG chunk with its checksum.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], kind, data, &(!crc).to_be_bytes()].concat()
}

/// A PNG of 100 megapixels in 60 bytes: its header says so, and nothing follows.
fn bomb() -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(10_000_u32.to_be_bytes());
    header.extend(10_000_u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", &[]), chunk(b"IEND", &[])]
        .concat()
}

/// A PNG with an animation's control chunk.
fn apng() -> Vec<u8> {
    let still = encoded(&photo(16, 16), ImageFormat::Png);
    let control = chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    // After the signature (8) and the header chunk (25).
    [&still[..33], &control, &still[33..]].concat()
}

/// A WebP whose extended header says that it is animated.
fn animated_webp() -> Vec<u8> {
    let part = |kind: &[u8; 4], data: &[u8]| {
        let padding = vec![0; data.len() % 2];
        [kind.as_slice(), &u32::try_from(data.len()).unwrap().to_le_bytes(), data, &padding].concat()
    };
    let still = encoded(&photo(16, 16), ImageFormat::WebP);
    let frame_data = &still[12..];
    let frame_header = [0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, 100, 0, 0, 0];
    let frame = part(b"ANMF", &[&frame_header, frame_data].concat());
    let body = [
        b"WEBP".to_vec(),
        part(b"VP8X", &[2, 0, 0, 0, 15, 0, 0, 15, 0, 0]),
        part(b"ANIM", &[0, 0, 0, 0, 0, 0]),
        frame.clone(),
        frame,
    ]
    .concat();
    [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

#[tokio::test]
async fn each_hostile_file_is_refused_with_its_own_reason() {
    let ground = Ground::new().await;
    let jpeg = encoded(&photo(300, 200), ImageFormat::Jpeg);
    let png = encoded(&photo(300, 200), ImageFormat::Png);
    let mut large = jpeg.clone();
    large.resize(50 * 1024 * 1024, 0);
    type Detail = Option<(&'static str, &'static str)>;
    let table: [(&str, Vec<u8>, ErrorCode, Detail); 14] = [
        ("empty.jpg", vec![], ErrorCode::NotAPicture, None),
        ("page.jpg", b"<!doctype html><script>alert(1)</script>".to_vec(), ErrorCode::NotAPicture, None),
        ("run.jpg", b"MZ\x90\0\x03\0\0\0".to_vec(), ErrorCode::NotAPicture, None),
        (
            "drawing.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            ErrorCode::PictureKind,
            Some(("mediaType", "image/svg+xml")),
        ),
        (
            "old.bmp",
            [b"BM".to_vec(), vec![0; 60]].concat(),
            ErrorCode::PictureKind,
            Some(("mediaType", "image/bmp")),
        ),
        ("still.gif", gif(1), ErrorCode::PictureKind, Some(("mediaType", "image/gif"))),
        ("moving.gif", gif(3), ErrorCode::PictureAnimated, None),
        ("moving.png", apng(), ErrorCode::PictureAnimated, None),
        ("moving.webp", animated_webp(), ErrorCode::PictureAnimated, None),
        ("bomb.png", bomb(), ErrorCode::TooManyPixels, Some(("width", "10000"))),
        ("large.jpg", large, ErrorCode::FileTooLarge, Some(("bytes", "52428800"))),
        ("cut.jpg", jpeg[..jpeg.len() * 2 / 3].to_vec(), ErrorCode::PictureDamaged, None),
        ("almost.jpg", jpeg[..jpeg.len() - 2].to_vec(), ErrorCode::PictureDamaged, None),
        ("cut.png", png[..png.len() / 2].to_vec(), ErrorCode::PictureDamaged, None),
    ];
    for (name, bytes, code, detail) in table {
        let error = ground.give(name, bytes).await.expect_err(name);
        assert_eq!(error.code, code, "{name}: {error}");
        if let Some((key, value)) = detail {
            assert_eq!(error.details.get(key).map(String::as_str), Some(value), "{name}");
        }
    }
}

#[tokio::test]
async fn pictures_and_pdfs_are_taken_by_their_bytes() {
    let ground = Ground::new().await;
    for (format, media_type) in [
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::Png, "image/png"),
        (ImageFormat::WebP, "image/webp"),
    ] {
        let file = ground.give("C:\\photos\\客户.exe", encoded(&photo(300, 200), format)).await.unwrap();
        assert_eq!((file.media_type.as_str(), file.width, file.height), (media_type, Some(300), Some(200)));
        assert_eq!(file.name, "客户.exe", "no folder is told");
        let (told, bytes) = pictures::load(&ground.desk, file.picture.as_deref().unwrap()).await.unwrap();
        assert_eq!((told, bytes.len()), (media_type, file.bytes as usize));
    }
    // What a phone appends after a JPEG's end is no damage.
    let phone = [encoded(&photo(64, 64), ImageFormat::Jpeg), vec![0; 500]].concat();
    ground.give("phone.jpg", phone).await.unwrap();

    // A phone that was held upright writes a lying picture and a note to turn it.
    let lying = encoded(&photo(300, 200), ImageFormat::Jpeg);
    let note = b"\xFF\xE1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let upright = ground.give("upright.jpg", [&lying[..2], note, &lying[2..]].concat()).await.unwrap();
    assert_eq!((upright.width, upright.height), (Some(200), Some(300)));

    let pdf = ground.give("slip.pdf", b"%PDF-1.7\n1 0 obj".to_vec()).await.unwrap();
    assert_eq!((pdf.media_type.as_str(), pdf.picture.as_deref()), ("application/pdf", None));
    let search = SearchImage {
        account_id: ground.account_id.clone(),
        platform: Platform::Taobao,
        file_id: pdf.file_id,
        crop: None,
        page: 1,
    };
    let error = ground.run::<OfferPage>("search_image", &search).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotAPicture);
}

#[tokio::test]
async fn a_dropped_path_is_read_up_to_the_cap_and_never_told() {
    let ground = Ground::new().await;
    let path = ground.folder.path().join("drop.png");
    std::fs::write(&path, encoded(&photo(30, 20), ImageFormat::Png)).unwrap();
    let file = files::take_path(&ground.desk, &path).await.unwrap();
    assert_eq!((file.name.as_str(), file.width), ("drop.png", Some(30)));
    let sparse = ground.folder.path().join("sparse.jpg");
    std::fs::File::create(&sparse).unwrap().set_len(50 * 1024 * 1024 * 1024).unwrap();
    let error = files::take_path(&ground.desk, &sparse).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::FileTooLarge);
    for (path, code) in [
        (ground.folder.path(), ErrorCode::NotAPicture),
        (Path::new("/nowhere/x.png"), ErrorCode::FileMissing),
    ] {
        let error = files::take_path(&ground.desk, path).await.unwrap_err();
        assert_eq!(error.code, code);
        assert!(!format!("{error:?}").contains('/'), "{error:?}");
    }
}

#[tokio::test]
async fn a_picture_stays_when_the_sandbox_goes_and_comes_back_on_another_port() {
    let ground = Ground::new().await;
    let offers = ground.words(Platform::Taobao, "杯", 1).await.unwrap().offers;
    let (seen, unseen) = (offers[0].picture.clone().unwrap(), offers[1].picture.clone().unwrap());
    let online = pictures::load(&ground.desk, &seen).await.unwrap();
    assert!(online.0.starts_with("image/"));
    ground.stop_sandbox().await;
    assert_eq!(pictures::load(&ground.desk, &seen).await.unwrap(), online);
    assert_eq!(pictures::load(&ground.desk, &unseen).await.unwrap_err().code, ErrorCode::SandboxFailed);
    let ground = ground.restart().await;
    assert_eq!(pictures::load(&ground.desk, &seen).await.unwrap(), online);
    pictures::load(&ground.desk, &unseen).await.unwrap();
}

#[tokio::test]
async fn only_pictures_of_allowed_hosts_are_fetched() {
    let ground = Ground::new().await;
    let offers = ground.words(Platform::Taobao, "杯", 1).await.unwrap().offers;
    let fetch = |url: String| async { ground.run::<FileRef>("file_from_link", &FileFromLink { url }).await };
    let key = offers[0].picture.clone().unwrap();
    let (_, bytes) = pictures::load(&ground.desk, &key).await.unwrap();
    use base64::Engine;
    let path =
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(key.rsplit('.').next().unwrap()).unwrap();
    let url = format!("{}{}", ground.base_url().await, String::from_utf8(path).unwrap());
    let file = fetch(url).await.unwrap();
    assert_eq!(file.bytes as usize, bytes.len());
    for (url, code) in [
        ("", ErrorCode::FieldMissing),
        ("not a link", ErrorCode::LinkUnknown),
        ("https://evil.example/cup.jpg", ErrorCode::LinkForbidden),
        ("http://169.254.169.254/latest/meta-data", ErrorCode::LinkForbidden),
        ("file:///etc/passwd", ErrorCode::LinkUnknown),
    ] {
        let error = fetch(url.to_owned()).await.unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (code, Some("url")), "{url}");
    }
    // An answer of the account's own host that is no picture.
    let error = fetch(format!("{}/open/product/get", ground.base_url().await)).await.unwrap_err();
    assert!(matches!(error.code, ErrorCode::FileMissing | ErrorCode::NotAPicture), "{error}");
    for key in ["", "x", "u.aHR0cHM6Ly9ldmlsLmV4YW1wbGUvMS5qcGc", "f.../../etc/passwd"] {
        assert_eq!(pictures::load(&ground.desk, key).await.unwrap_err().code, ErrorCode::BadRequest, "{key}");
    }
}
