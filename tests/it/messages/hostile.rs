//! Whatever is in the bytes: bounded, said clearly, and nothing of it believed that should not be.

use jiff::{civil::date, tz::TimeZone};
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, RawMessageError, Templates, mark, read},
    model::Message,
};
use proptest::prelude::*;

fn world() -> (Templates, Registry) {
    (Templates::embedded().unwrap(), Registry::embedded().unwrap())
}

fn message((templates, registry): &(Templates, Registry), bytes: &[u8]) -> Result<Message, RawMessageError> {
    let letter = RawMessage::of(templates.wording(), bytes)?;
    Ok(read(templates, registry, &letter, &TimeZone::UTC, date(2026, 2, 20).at(12, 0, 0, 0)))
}

const HEAD: &str = "From: a@pochta.ru\r\nTo: me@example.org\r\nSubject: RB123456785CN\r\nMIME-Version: 1.0\r\n";

#[test]
fn a_mail_of_twenty_megabytes_is_read_as_far_as_its_text() {
    let text = "Почта России: отправление RB123456785CN вручено 19.02.";
    let picture = "QUJD".repeat(19) + "\r\n";
    let mail = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\
         --x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{}--x--\r\n",
        picture.repeat(20_000_000 / picture.len())
    );
    assert!(mail.len() >= 19_900_000);
    let read = message(&world(), mail.as_bytes()).unwrap();
    assert_eq!(read.template.as_deref(), Some("russian-post/delivered"));
    let endless = format!("{HEAD}\r\n{}", "слово ".repeat(2_000_000));
    assert_eq!(message(&world(), endless.as_bytes()).unwrap().event, None);
}

#[test]
fn parts_within_parts_and_mails_within_mails_have_an_end() {
    let mails = HEAD.to_owned() + &"Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    let digests = HEAD.to_owned() + &"Content-Type: multipart/digest; boundary=x\r\n\r\n--x\r\n\r\n".repeat(90);
    let parts = |count: usize| {
        let part = |at: usize| format!("Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n");
        HEAD.to_owned() + &(0..count).map(part).collect::<String>()
    };
    assert!(message(&world(), mails.as_bytes()).is_ok_and(|it| it.event.is_none()));
    assert!(message(&world(), digests.as_bytes()).is_ok());
    assert!(message(&world(), parts(50).as_bytes()).is_ok());
    let refused = message(&world(), parts(50_000).as_bytes()).unwrap_err();
    assert!(refused.to_string().contains("100"), "{refused}");
}

#[test]
fn what_is_no_text_is_said_to_be_none() {
    for (bytes, fault) in [
        (&b""[..], RawMessageError::Empty),
        (b" \r\n\t", RawMessageError::Empty),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", RawMessageError::Binary),
        ("\u{202e}\u{200b}".as_bytes(), RawMessageError::Empty),
    ] {
        assert_eq!(message(&world(), bytes).unwrap_err(), fault);
    }
}

#[test]
fn a_thousand_numbers_are_a_list_and_none_is_kept() {
    let number = |at: usize| format!("{:014}", 10_100_064_000_000_usize + at);
    for text in [
        (0..1000).map(number).collect::<Vec<_>>().join(" "),
        (0..1000).map(number).collect::<Vec<_>>().join("\n"),
        format!("Почта России: {} ожидают в отделении 101000", (0..1000).map(number).collect::<Vec<_>>().join(", ")),
    ] {
        let read = message(&world(), text.as_bytes()).unwrap();
        assert!(read.crowded && read.numbers.is_empty() && read.event.is_none(), "{read:?}");
    }
}

#[test]
fn the_same_message_is_known_however_it_is_set() {
    let (templates, _) = world();
    let marked = |text: &str| mark(&RawMessage::of(templates.wording(), text.as_bytes()).unwrap());
    let first = marked("СДЭК: заказ 1234567890 ждёт. Код 4821");
    assert_eq!(first, marked("  сдэк:  заказ 1234567890\nждёт. КОД 9999\n"));
    assert_ne!(first, marked("СДЭК: заказ 1234567891 ждёт. Код 4821"));
}

#[test]
fn an_imitation_says_nothing_but_its_numbers() {
    let world = world();
    for text in [
        "From: Pochta\nПочта России: посылка RB123456785CN прибыла в отделение 101000, оплатите на pochta.ru.evil.top/a",
        "From: +79990001122\nПочта России: посылка RB123456785CN прибыла в отделение 101000 до 28.02",
        "From: PochtaRossii2\nПочта России: посылка RB123456785CN вручена",
        "Почта России: посылка RB123456785CN вручена, отзыв: https://pochta.ru@evil.xyz/",
    ] {
        let read = message(&world, text.as_bytes()).unwrap();
        assert_eq!(read.suspicions.len(), 1, "{text}: {:?}", read.suspicions);
        assert!(read.event.is_none() && read.facts == Default::default(), "{text}: {read:?}");
        assert_eq!(read.numbers.len(), 1, "{text}");
        let shown = format!("{:?}", read.suspicions);
        assert!(!shown.contains("evil.") && !shown.contains("http"), "{shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let world = WORLD.get_or_init(world);
        let _ = message(world, &bytes);
        let mail = [HEAD.as_bytes(), b"\r\n", &bytes].concat();
        let _ = message(world, &mail);
    }

    #[test]
    fn no_code_after_its_word_survives(code in "[0-9]{4,6}", word in "(код|Код получения|ПИН|PIN|code|пароль)", gap in "(: | - | | № )") {
        let world = WORLD.get_or_init(world);
        let text = format!("СДЭК: заказ ждёт вас. {word}{gap}{code}. Спасибо");
        let letter = RawMessage::of(world.0.wording(), text.as_bytes()).unwrap();
        prop_assert!(!letter.text.contains(&code), "{}", letter.text);
    }
}

static WORLD: std::sync::OnceLock<(Templates, Registry)> = std::sync::OnceLock::new();
