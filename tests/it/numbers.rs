//! Recognition of tracking numbers.

mod public;

use std::sync::LazyLock;

use posylka::{
    carriers::{
        Hint, Recognised, Registry, candidates_for,
        definition::{CheckKind, Digits},
        numbers::{parse, passes},
        recognise,
    },
    model::{Check, Flow, Number, NumberError, Role},
};
use proptest::prelude::*;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));

fn all(text: &str) -> Vec<String> {
    recognise(&REGISTRY, text).into_iter().map(|it| it.number.to_string()).collect()
}

fn only(text: &str) -> Recognised {
    let mut found = recognise(&REGISTRY, text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

fn carriers(found: &Recognised) -> Vec<&str> {
    found.candidates.iter().map(|it| it.carrier.as_str()).collect()
}

#[test]
fn fourteen_digits_are_the_russian_posts_first() {
    let found = only("10100064123459");
    assert_eq!((found.check, found.hints.as_slice()), (Check::Passed, &[][..]));
    let first = &found.candidates[0];
    assert_eq!((first.carrier.as_str(), first.confidence, first.role), ("russian-post", 0.9, Role::Domestic));
}

#[test]
fn a_wrong_digit_lowers_and_hints_and_never_rejects() {
    let found = only("10100064123458");
    assert_eq!(found.check, Check::Failed);
    assert_eq!((found.candidates[0].carrier.as_str(), found.candidates[0].confidence), ("russian-post", 0.2));
    let Some(Hint::WrongCheckDigit { repairs }) = found.hints.first() else { panic!("{:?}", found.hints) };
    assert!(repairs.contains(&Number::new("10100064123459").unwrap()));

    let found = only("RB123456789CN");
    assert_eq!(found.check, Check::Failed);
    assert!(carriers(&found).contains(&"russian-post") && found.candidates[0].confidence < 0.5);
    assert!(matches!(found.hints.as_slice(), [Hint::WrongCheckDigit { .. }]));
}

#[test]
fn an_s10_number_may_be_the_issuers_or_the_delivering_posts() {
    let found = only("EB123456785KR");
    assert_eq!(carriers(&found)[..2], ["korea-post", "russian-post"]);
    assert_eq!(carriers(&only("RB123456785CN"))[..2], ["russian-post", "cainiao"]);
    assert_eq!(only("ZA123456785CN").candidates[0].rule, "russian-post-srm");
    assert_eq!(only("UG123456785MV").candidates[0].flow, Flow::Ends);
    assert_eq!(carriers(&only("BZ012345678CN"))[0], "cainiao");
}

#[test]
fn look_alikes_of_s10_are_cainiaos() {
    for text in ["RS0814398526Y", "UZ0556033196Y"] {
        let found = only(text);
        assert_eq!((carriers(&found), found.check), (vec!["cainiao"], Check::None));
    }
    assert_eq!(only("UZ0556033196Y").candidates[0].flow, Flow::Ends);
    assert_eq!(only("AP00123456789012").candidates[0].role, Role::Placeholder);
}

#[test]
fn yt_with_13_and_with_16_digits_are_not_one_carriers() {
    let (short, long) = (only("YT1234567890123"), only("YT1234567890123456"));
    assert!(short.candidates.iter().all(|it| !long.candidates.iter().any(|other| other.carrier == it.carrier)));
}

#[test]
fn an_order_number_is_no_tracking_number() {
    for text in
        ["8190000000000092", "8190 0000 0000 0092", "8190\u{a0}0000\u{a0}0000\u{a0}0092", "заказ 8190 0000 0000 0092!"]
    {
        let found = only(text);
        assert_eq!(
            (found.number.as_str(), found.order, found.candidates.len()),
            ("8190000000000092", true, 0),
            "{text}"
        );
        assert_eq!(found.hints, [Hint::OrderNumber]);
    }
}

#[test]
fn cyrillic_letters_are_read_as_the_latin_ones_they_look_like() {
    let found = only("ЕВ123456785КR");
    assert_eq!((found.number.as_str(), found.hints.as_slice()), ("EB123456785KR", &[Hint::CyrillicLetters][..]));
    assert_eq!(only("Посылка АР00123456789012 едет").number.as_str(), "AP00123456789012");
}

#[test]
fn what_people_type_and_paste_is_read() {
    assert_eq!(all("  rb 123 456 785 cn "), ["RB123456785CN"]);
    assert_eq!(all("RB-1234\u{2013}5678\u{200b}5-CN"), ["RB123456785CN"]);
    assert_eq!(all("ＲＢ１２３４５６７８５ＣＮ"), ["RB123456785CN"]);
    let two = ["LP00123456789012", "RB123456785CN"];
    assert_eq!(all("LP00123456789012 RB123456785CN"), two);
    assert_eq!(all("LP00123456789012\nRB123456785CN\n"), two);
    assert_eq!(all("https://global.cainiao.com/newDetail.htm?mailNoList=LP00123456789012%2CRB123456785CN&x=1"), two);
    assert_eq!(all("Your parcel RB 12345678 5 CN has left."), ["RB123456785CN"]);
    assert_eq!(all("nothing to see here, call 112"), Vec::<String>::new());
    assert_eq!(all("ZZ99XX1234567"), ["ZZ99XX1234567"]);
}

#[test]
fn hostile_texts_are_bounded() {
    assert_eq!(all(&"9".repeat(4_000)), Vec::<String>::new());
    assert_eq!(parse(&"9".repeat(4_000)), Err(NumberError::Length(500)));
    assert_eq!(all(&"\u{fdfa}".repeat(4_000)), Vec::<String>::new());
    assert!(recognise(&REGISTRY, &"LP00123456789012 1 2 3 4 ".repeat(4_000)).len() <= 200);
    assert!(recognise(&REGISTRY, &"1 ".repeat(100_000)).len() <= 200);
}

#[test]
fn a_carriers_name_raises_it() {
    let number = Number::new("12345678").unwrap();
    assert!(candidates_for(&REGISTRY, &number, None).is_empty());
    let named = candidates_for(&REGISTRY, &number, Some("почта россии"));
    assert_eq!((named[0].carrier.as_str(), named[0].confidence), ("russian-post", 0.8));
    let number = Number::new("RB123456785CN").unwrap();
    assert_eq!(candidates_for(&REGISTRY, &number, Some("CAINIAO"))[0].carrier.as_str(), "cainiao");
}

#[test]
fn check_digits_agree_with_published_examples() {
    let digits = Digits::default;
    let weighted = Digits { weights: vec![3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1], modulo: Some([11, 10]), ..digits() };
    let ups = Digits { odds: Some(2), ..digits() };
    let examples = [
        (CheckKind::S10, digits(), "473124829"),
        (CheckKind::Ru14, digits(), "10944022440321"),
        (CheckKind::Luhn, digits(), "79927398713"),
        (CheckKind::Mod7, digits(), "3318810025"),
        (CheckKind::Mod7, digits(), "73891051146"),
        (CheckKind::Mod10, ups.clone(), "5R89390357567127"),
        (CheckKind::Mod10, ups, "879E930346834440"),
        (CheckKind::Mod37_36, digits(), "09980000020033F"),
        (CheckKind::Mod37_36, digits(), "008182709980000020033350276C"),
        (CheckKind::Weighted, weighted.clone(), "986578788855"),
        (CheckKind::Weighted, weighted, "477179081230"),
    ];
    for (kind, digits, number) in examples {
        let (serial, check) = number.split_at(number.len() - 1);
        let right: String = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            .chars()
            .filter(|it| passes(kind, &digits, serial, &it.to_string()))
            .collect();
        assert_eq!(right, check, "{kind} {number}");
    }
}

proptest! {
    #[test]
    fn normalising_twice_changes_nothing(text in "\\PC{0,40}") {
        if let Ok(number) = parse(&text) {
            prop_assert_eq!(parse(number.as_str()), Ok(number));
        }
    }

    #[test]
    fn recognition_never_panics(text in "(\\PC|[A-ZА-Я0-9 %&=-]){0,200}") {
        for found in recognise(&REGISTRY, &text) {
            prop_assert!(found.number.as_str().len() <= 50);
        }
    }

    #[test]
    fn ru14_catches_every_single_wrong_digit(serial in "[3-9][0-9]{12}", at in 0..14usize, by in 1..10u8) {
        let right = (0..10).map(|it| format!("{serial}{it}")).find(|it| only(it).check == Check::Passed).unwrap();
        let mut bytes = right.into_bytes();
        bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
        // What begins as a year may be a moment, and is no number then.
        prop_assume!(bytes[0] > b'2');
        prop_assert_eq!(only(std::str::from_utf8(&bytes).unwrap()).check, Check::Failed);
    }
}
