//! Claims by example and by chance: each fact once, nothing unread, nothing past told as to come, nothing unreadable.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use proptest::prelude::*;
use regex::Regex;

use super::{Claim, ClaimFacts, Label};
use crate::{
    model::*,
    text::{Lang, Phrasebook, Setting, samples::*},
};

/// What a claim is made of, kept together.
#[derive(Debug)]
struct Papers {
    round: Round,
    orders: Vec<Order>,
    legs: Vec<Leg>,
    events: Vec<Entry>,
    older: Vec<Entry>,
    verdict: Verdict,
    advice: Advice,
    dispute: Dispute,
    asked: Option<Money>,
    came: Option<Why>,
    title: String,
}

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

fn read(leg: Leg, day: Date) -> Leg {
    Leg { asks: Asks { answered: Some(noon(day)), ..leg.asks }, ..leg }
}

impl Papers {
    /// In transit, read today, last scanned on 2 March 2026.
    fn of(round: Round) -> Papers {
        Papers {
            round,
            orders: vec![order("8123456789012345")],
            legs: vec![read(leg("LP00123456789012", "cainiao"), TODAY)],
            events: vec![entry("Departed", "Shenzhen")],
            older: Vec::new(),
            verdict: Verdict { because: vec![reasons().swap_remove(0).0], ..Verdict::new(Stage::Exported) },
            advice: advice(Action::Open),
            dispute: Dispute::default(),
            asked: Some(sum(4_990, "RUB")),
            came: None,
            title: "Headphones".into(),
        }
    }

    fn step(mut self, state: DisputeState, finding: Option<Finding>, sum: Option<Money>, on: Date) -> Papers {
        self.dispute.steps.push(Step { finding, amount: sum, ..Step::new(state, noon(on)) });
        self
    }

    fn claim(&self, lang: Lang, limit: usize) -> Claim {
        let day = |at: Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let facts = ClaimFacts {
            round: self.round,
            parcel: ParcelId(1),
            title: &self.title,
            orders: &self.orders,
            legs: &self.legs,
            events: &self.events,
            older: &self.older,
            verdict: &self.verdict,
            advice: &self.advice,
            dispute: &self.dispute,
            received: None,
            asked: self.asked.as_ref(),
            came: self.came.as_ref(),
            seller_until: None,
            shop: Some(Label { en: "AliExpress", ru: "AliExpress Россия" }),
            reason: Some(Label { en: "Still in transit", ru: "Посылка в пути" }),
            seller_reply_days: None,
            traps: &["trap-unknown".to_owned(), "confirm-receipt".to_owned()],
            platform: Lang::En,
            reader: lang,
            day: &day,
        };
        Phrasebook::new(lang).claim(&facts, &Setting::bare(TODAY), limit)
    }

    fn text(&self, lang: Lang) -> String {
        self.claim(lang, 5_000).text
    }

    fn en(&self) -> String {
        self.text(Lang::En)
    }
}

#[test]
fn a_first_claim_says_the_strongest_first_and_each_fact_once() {
    assert_eq!(
        Papers::of(Round::First).en(),
        "I have not received order 8123456789012345 \"Headphones\". For 23 days there has been no new scan between \
         export and import, where 95 of 100 parcels take under 50 days (source: wikihandbk.com). Tracking of \
         LP00123456789012 at cainiao, read on 25 March 2026, has its last scan on 2 March 2026, 14:18: left the country \
         of origin, Shenzhen (\"Departed\"). Buyer protection ends on 9 April 2026. The seller posted it on 24 January \
         2026, 60 days ago. It was bought on 20 January 2026. I ask for a full refund: 4,990.00\u{a0}RUB."
    );
}

#[test]
fn every_round_begins_with_what_it_answers() {
    use DisputeState::{Decided, Opened, Refunded, Replied};
    let (opened, told) = (jiff::civil::date(2026, 3, 11), jiff::civil::date(2026, 3, 20));
    let begun = |round| Papers::of(round).step(Opened, None, Some(sum(4_990, "RUB")), opened);
    let part = Some(sum(2_000, "RUB"));
    let wait = begun(Round::Wait).step(Replied, Some(Finding::Wait), None, told).en();
    assert!(wait.contains("On 20 March 2026 the seller asked me to wait longer") && wait.contains("I keep my claim"));
    let counter = begun(Round::Counter).step(Replied, Some(Finding::Counter), part.clone(), told).en();
    assert!(counter.contains("2,990.00\u{a0}RUB are missing, 60% of it"), "{counter}");
    assert!(counter.ends_with("I do not accept the offer and keep asking for the whole sum."), "{counter}");
    let other = begun(Round::Counter).step(Replied, Some(Finding::Counter), Some(sum(20, "USD")), told).en();
    assert!(other.contains("offered 20.00\u{a0}USD") && !other.contains('%'), "two currencies compared: {other}");
    let refused = begun(Round::Refused).step(Replied, Some(Finding::Rejected), None, told).en();
    assert!(refused.starts_with("On 20 March 2026 the seller refused my claim"), "{refused}");
    let before = begun(Round::Escalation).step(Replied, Some(Finding::Counter), part.clone(), told).en();
    assert!(
        before.starts_with("I ask AliExpress to decide") && before.contains("open since 11 March 2026"),
        "{before}"
    );
    assert!(before.contains("the seller offered 2,000.00\u{a0}RUB"), "{before}");
    let appeal = begun(Round::Appeal).step(Decided, Some(Finding::Refund), part.clone(), told).en();
    assert!(appeal.contains("It awards 2,000.00\u{a0}RUB; I asked for 4,990.00\u{a0}RUB"), "{appeal}");
    let against = begun(Round::Appeal).step(Decided, Some(Finding::Against), None, told).en();
    assert!(against.contains("which went against me") && against.contains("award a full refund"), "{against}");
    let mut short = begun(Round::Money).step(Decided, Some(Finding::Refund), Some(sum(4_990, "RUB")), told);
    short = short.step(Refunded, None, part, TODAY);
    let missing = Some(sum(2_990, "RUB"));
    short.came = Some(Why::Came { due: sum(4_990, "RUB"), came: sum(2_000, "RUB"), rate: None, of_day: true, missing });
    assert!(short.en().contains("2,000.00\u{a0}RUB had come by 25 March 2026: 2,990.00\u{a0}RUB are missing."));
    assert!(!short.en().contains("scan"), "money needs no tracking");
}

#[test]
fn an_extension_takes_the_place_of_the_old_day_and_a_slip_is_none() {
    let mut papers = Papers::of(Round::First);
    papers.dispute.extended = Some(jiff::civil::date(2026, 5, 20));
    let mended = papers.en();
    assert!(mended.contains("Buyer protection ends on 20 May 2026.") && !mended.contains("9 April"), "{mended}");
    papers.dispute.by_seller = true;
    assert!(papers.en().contains("The seller extended buyer protection: it ends on 20 May 2026."));
}

#[test]
fn words_of_a_carrier_stand_in_quotes_after_ours() {
    let mut papers = Papers::of(Round::First);
    papers.events = vec![entry("Вручение адресату", "420005, Казань")];
    papers.events[0].event.status = Some(Status::Delivered);
    papers.verdict = Verdict::new(Stage::Delivered);
    let wrong =
        Wrong { problem: Problem::NotReceived, at: noon(TODAY), amount: None, photos: Vec::new(), note: String::new() };
    papers.dispute.wrong = Some(wrong);
    let text = papers.en();
    assert!(text.contains("delivered, 420005, Kazan (\"Вручение адресату\"). Nothing was handed to me."), "{text}");
    let answers = papers.claim(Lang::En, 1000).answers;
    assert_eq!(answers[6].answer, "2 March 2026: delivered, 420005, Kazan (\"Вручение адресату\")");
}

#[test]
fn what_nobody_looked_at_is_to_be_looked_at_first() {
    let mut papers = Papers::of(Round::First);
    papers.events.clear();
    papers.legs = vec![leg("LP00123456789012", "cainiao")];
    let claim = papers.claim(Lang::En, 1000);
    assert!(claim.first[0].contains("has not been read yet") && !claim.text.contains("scan"), "{claim:?}");
    assert_eq!(claim.answers[6].answer, "not read yet, see the carrier's page");
    papers.legs = vec![read(leg("LP00123456789012", "cainiao"), jiff::civil::date(2026, 3, 20))];
    let claim = papers.claim(Lang::En, 1000);
    assert!(claim.text.contains("read on 20 March 2026: no scan."), "{claim:?}");
    assert!(claim.first[0].contains("5 days ago: look again"), "{claim:?}");
    papers.legs.clear();
    assert!(papers.claim(Lang::En, 1000).first[0].contains("look at the order page"));
}

#[test]
fn scans_from_before_the_order_are_said_to_be_another_parcels() {
    let mut papers = Papers::of(Round::First);
    papers.older = std::mem::take(&mut papers.events);
    let (event, ordered) = (jiff::civil::date(2026, 3, 2), jiff::civil::date(2026, 3, 10));
    papers.verdict.because.push(Why::Older { event, ordered });
    let claim = papers.claim(Lang::En, 1000);
    assert!(claim.text.contains("its scans end on 2 March 2026, before the order, and belong to another parcel."));
    assert!(!claim.text.contains("no scan.") && claim.text.matches("older than").count() == 0, "{claim:?}");
    assert_eq!(claim.answers[6].answer, "no scan of this parcel: the scans of the number are older than the order");
}

#[test]
fn a_domestic_number_that_was_named_is_named() {
    let mut papers = Papers::of(Round::First);
    papers.advice.because.push(Why::HandoverOpen);
    assert!(papers.en().contains("No domestic number after customs is known to me."), "{}", papers.en());
    let domestic = Leg { role: Role::Domestic, state: LegState::Proposed, ..leg("10100064123459", "cdek") };
    papers.legs.push(domestic);
    let text = papers.en();
    assert!(
        text.contains("10100064123459 (cdek) was named as the domestic number") && !text.contains("No domestic"),
        "{text}"
    );
}

#[test]
fn a_claim_fits_its_form_by_whole_sentences() {
    for limit in [1000, 500, 300, 150] {
        for lang in [Lang::Ru, Lang::En] {
            let mut papers = Papers::of(Round::First);
            papers.verdict.because = reasons().into_iter().map(|(why, _)| why).collect();
            papers.title = "<b>\u{202e}evil\u{200b}</b>\u{1b}[2J\r\n\"quote\" {$x}".repeat(300);
            let claim = papers.claim(lang, limit);
            assert!(claim.text.chars().count() <= limit);
            assert!(!claim.text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{:?}", claim.text);
            assert!(claim.answers.iter().all(|it| it.answer.chars().count() <= 300));
        }
    }
    let text = Papers::of(Round::First).claim(Lang::En, 180).text;
    assert!(text.ends_with("I ask for a full refund: 4,990.00\u{a0}RUB."), "{text}");
}

/// Text outside the quotes of a language.
fn outside(text: &str) -> String {
    text.split('"').step_by(2).collect()
}

fn days(from: i64) -> Date {
    TODAY.saturating_add(from.days())
}

const FINDINGS: &[(Round, DisputeState, Option<Finding>)] = &[
    (Round::First, DisputeState::Drafted, None),
    (Round::Wait, DisputeState::Replied, Some(Finding::Wait)),
    (Round::Counter, DisputeState::Replied, Some(Finding::Counter)),
    (Round::Refused, DisputeState::Replied, Some(Finding::Rejected)),
    (Round::Escalation, DisputeState::Replied, Some(Finding::Counter)),
    (Round::Appeal, DisputeState::Decided, Some(Finding::Against)),
    (Round::Appeal, DisputeState::Decided, Some(Finding::Refund)),
    (Round::Money, DisputeState::Decided, Some(Finding::Refund)),
];

/// Papers by chance. Every day in them is another, and every sum.
fn papers() -> impl Strategy<Value = Papers> {
    let words =
        prop::sample::select(vec!["Departed", "Прибыло в сортировочный центр", "a \"b\" «в»", "[Тверь] Принято"]);
    let place = prop::sample::select(vec!["Shenzhen", "102976, Москва", "Нижний Новгород", "", "Тверь"]);
    let scan = prop::option::of((prop::sample::select(Status::ALL), words, place, any::<bool>()));
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let problem = prop::option::of(prop::sample::select(Problem::ALL));
    let past = (0..FINDINGS.len(), any::<bool>(), any::<bool>(), prop::sample::select(vec!["Чехол", "\"x\" «ы»"]));
    (scan, flags, problem, past).prop_map(|(scan, flags, problem, (nth, protected, promised, title))| {
        let (looked, second, offered, extended, learned) = flags;
        let (round, state, finding) = FINDINGS[nth];
        let mut papers = Papers::of(round);
        let order = &mut papers.orders[0];
        (order.ordered, order.shipped) = (Some(days(-90)), Some(days(-85)));
        order.promised = Some(days(if promised { -20 } else { 20 }));
        order.protection_ends = Some(days(if protected { 9 } else { -9 }));
        (papers.dispute.extended, papers.dispute.by_seller) = (extended.then(|| days(14)), extended);
        papers.title = title.into();
        papers.legs = vec![leg("LP00123456789012", "cainiao")];
        papers.legs.extend(second.then(|| leg("80087260001011", "Почта России")));
        papers.legs = papers.legs.into_iter().map(|it| if looked { read(it, days(-1)) } else { it }).collect();
        papers.events = scan
            .iter()
            .map(|(status, text, place, own)| {
                let mut entry = entry(text, place);
                entry.event.status = Some(*status);
                entry.event.wall = days(-30).at(9, 30, 0, 0);
                entry.source = if *own || !looked { "user" } else { "cainiao" }.into();
                entry
            })
            .collect();
        let delivered = scan.is_some_and(|(status, ..)| status == Status::Delivered);
        papers.verdict = Verdict::new(if delivered { Stage::Delivered } else { Stage::Exported });
        let whys = reasons().into_iter().map(|(why, _)| why);
        papers.verdict.because = whys
            .filter(|why| {
                learned
                    && matches!(
                        why,
                        Why::Quiet { .. }
                            | Why::Unscanned { .. }
                            | Why::Promise { .. }
                            | Why::Shipped { .. }
                            | Why::Delivered { .. }
                            | Why::HandoverOpen
                    )
            })
            .collect();
        papers.dispute.wrong = problem.map(|problem| Wrong {
            problem,
            at: noon(days(-2)),
            amount: None,
            photos: vec!["photo-01.jpg".into()],
            note: "не включается".into(),
        });
        let offer = offered.then(|| sum(1_230, "RUB"));
        papers.step(DisputeState::Opened, None, Some(sum(4_990, "RUB")), days(-12)).step(
            state,
            finding,
            offer,
            days(-4),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_claim_holds_no_fact_twice(papers in papers()) {
        let pieces = Regex::new(r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z]{2}\d{14}|\d{14,16}|[\d,]+\.\d{2}\u{a0}[A-Z]{3}|\d+ days").unwrap();
        let text = papers.en();
        let mut facts: Vec<&str> = pieces.find_iter(&text).map(|it| it.as_str()).collect();
        // Two numbers may have been read on the same day.
        let read = format!("read on {}", Phrasebook::new(Lang::En).date(days(-1), Date::ZERO));
        let twice = text.matches(&read).count().saturating_sub(1);
        facts.sort_unstable();
        let all = facts.len() - twice;
        facts.dedup();
        prop_assert_eq!(facts.len(), all, "{}", text);
        let mut sentences: Vec<&str> = text.split(". ").collect();
        let said = sentences.len();
        sentences.sort_unstable();
        sentences.dedup();
        prop_assert_eq!(sentences.len(), said, "{}", text);
    }

    #[test]
    fn an_english_claim_is_readable_to_whoever_reads_english(papers in papers()) {
        let claim = papers.claim(Lang::En, 5_000);
        let cyrillic = |text: &str| outside(text).chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
        prop_assert!(!cyrillic(&claim.text), "{}", claim.text);
        for it in claim.answers {
            prop_assert!(!cyrillic(&it.answer), "{}", it.answer);
        }
    }

    #[test]
    fn what_is_past_stands_in_the_past(papers in papers()) {
        let ends = papers.orders[0].protection_ends.max(papers.dispute.extended).unwrap();
        let (en, ru) = (papers.en(), papers.text(Lang::Ru));
        prop_assert!(ends < TODAY || !en.contains("ended on"), "{}", en);
        prop_assert!(ends >= TODAY || !(en.contains("ends on") || ru.contains("кончается")), "{} {}", en, ru);
        prop_assert!(papers.orders[0].promised < Some(TODAY) || !en.contains("promised"), "{}", en);
    }

    #[test]
    fn nothing_is_said_of_scans_without_a_look(papers in papers()) {
        let looked = papers.legs.iter().any(|leg| leg.asks.answered.is_some());
        let (en, ru) = (papers.claim(Lang::En, 5_000), papers.text(Lang::Ru));
        if !looked {
            prop_assert!(!en.text.contains("scan") && !en.text.contains("Tracking of"), "{}", en.text);
            prop_assert!(!ru.contains("скан") && !ru.contains("Отслеживание"), "{}", ru);
            let tracking = papers.round != Round::Money && papers.dispute.goods().is_none();
            prop_assert!(!tracking || !papers.events.is_empty() || !en.first.is_empty());
        }
        for line in en.text.split(". ").filter(|it| it.starts_with("Tracking of")) {
            prop_assert!(line.contains(", read on "), "{}", en.text);
        }
        let denied = papers.dispute.denied().is_some() && papers.verdict.stage == Stage::Delivered;
        prop_assert!(!denied || !en.text.contains("has been no new scan"), "{}", en.text);
    }
}
