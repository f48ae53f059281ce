//! Reasons as sentences.

use jiff::civil::Date;

use super::{Arg, Phrasebook, Setting};
use crate::model::{Advice, CarrierId, Dispute, DisputeState, Money, Reason, Verdict, Why};

type Words<'a> = (&'static str, Vec<(&'static str, Arg<'a>)>);

impl Phrasebook {
    /// One sentence for a row of the list: the weightiest reason, or how far the parcel is. Without a full stop.
    pub fn verdict(&self, verdict: &Verdict, setting: &Setting) -> String {
        match (verdict.because.first(), verdict.flags.first()) {
            (Some(Why::WrongDigit { likely, .. }), _) => {
                let more = if likely.len() > 1 { ", …" } else { "" };
                let likely = likely.first().map(|it| format!("{}{more}", it.as_str())).unwrap_or_default();
                self.phrase("why-wrong-digit-in-short", &[("likely", likely.into())])
            }
            (Some(why), _) => self.reasoned(why, setting),
            (None, Some(&flag)) => format!("{}, {}", self.stage(verdict.stage), self.flag(flag)),
            (None, None) => self.stage(verdict.stage),
        }
    }

    /// The same of a parcel about which a claim runs or is over with the money back: that stands before any norm.
    pub fn one_sentence(&self, verdict: &Verdict, advice: &Advice, dispute: &Dispute, setting: &Setting) -> String {
        if dispute.state() == DisputeState::Refunded {
            return self.dispute_state(DisputeState::Refunded);
        }
        if !dispute.runs() {
            return self.verdict(verdict, setting);
        }
        let on = advice.because.iter().find_map(|why| match why {
            Why::Said { on, .. } | Why::Found { on, .. } => Some(self.date(*on, setting.today)),
            _ => None,
        });
        let state = self.dispute_state(dispute.state());
        let dispute =
            self.phrase("headline-dispute", &[("state", state.into()), ("on", in_brackets(on.as_deref()).into())]);
        match advice.because.iter().find(|why| matches!(why, Why::Term { .. })) {
            Some(term) => format!("{dispute}. {}", self.reasoned(term, setting)),
            None => dispute,
        }
    }

    /// A reason with its figures and where they come from.
    pub fn why(&self, why: &Why, setting: &Setting) -> String {
        let reason = self.reasoned(why, setting);
        let (id, args): Words = match why {
            Why::Quiet { since, norm, source, .. } => {
                let since = self.date(*since, setting.today);
                ("because-norm-since", vec![("since", since.into()), ("norm", norm.into()), ("source", source.into())])
            }
            Why::WithoutNews { norm, .. } | Why::NoNumber { norm, .. } if norm.is_empty() => {
                return format!("{reason}.");
            }
            Why::Usual { norm, source, .. }
            | Why::Unscanned { norm, source, .. }
            | Why::NotKnown { norm, source, .. }
            | Why::NoNumber { norm, source, .. }
            | Why::WithoutNews { norm, source, .. } => {
                ("because-norm", vec![("norm", norm.into()), ("source", source.into())])
            }
            Why::LateArrive { source, .. }
            | Why::MayGoBack { source, .. }
            | Why::TooLong { source, .. }
            | Why::TooFast { source, .. }
            | Why::DutyAhead { source, .. } => ("because-source", vec![("source", source.into())]),
            Why::Storage { source, .. } if !source.is_empty() => ("because-source", vec![("source", source.into())]),
            _ => return format!("{reason}."),
        };
        format!("{reason}. {}{}{}", self.share(why), self.phrase(id, &args), self.own_parcels(why))
    }

    /// How many of 100 pass a stage in the time that is called usual.
    fn share(&self, why: &Why) -> String {
        let (share, most) = match why {
            Why::Quiet { share, most, working, .. } => (*share, self.norm_days(*most, *working)),
            Why::Usual { most, working, .. } => (95, self.norm_days(*most, *working)),
            _ => return String::new(),
        };
        self.phrase("because-share", &[("share", share.into()), ("most", most.into())]) + " "
    }

    /// How many of the user's own parcels speak in a norm.
    fn own_parcels(&self, why: &Why) -> String {
        match why {
            Why::Quiet { own, .. } | Why::Usual { own, .. } if *own > 0 => {
                let n = i64::from(*own);
                tail(" ", &self.phrase("because-own", &[("n", n.into())]))
            }
            _ => String::new(),
        }
    }

    /// A number of days that only working days count for, or all.
    pub(super) fn norm_days(&self, n: i32, working: bool) -> String {
        if working { self.phrase("working-days", &[("n", n.into())]) } else { self.days(n) }
    }

    /// A reason with its figures, without a full stop.
    pub(super) fn reasoned(&self, why: &Why, setting: &Setting) -> String {
        let (id, args) = self.words_of(why, setting);
        self.phrase(id, &args)
    }

    fn because(&self, reason: Option<Reason>) -> String {
        reason.map_or(String::new(), |reason| tail(": ", &self.reason(reason)))
    }

    fn words_of<'a>(&self, why: &'a Why, s: &Setting) -> Words<'a> {
        let words = self.of_parcel(why, s).or_else(|| self.of_claim(why, s)).or_else(|| self.of_doubt(why, s));
        let words = words.or_else(|| self.of_forwarder(why, s)).or_else(|| self.of_customs(why, s));
        let words = words.or_else(|| self.of_order(why));
        words.or_else(|| self.of_looks(why, s)).unwrap_or_default()
    }

    /// What is said of days that nobody looked at.
    fn of_looks<'a>(&self, why: &'a Why, s: &Setting) -> Option<Words<'a>> {
        let Why::WithoutNews { days, looked, look, on, .. } = why else { return None };
        let id = if *days > 0 { "why-without-news" } else { "why-unlooked" };
        let on = on.map_or_else(String::new, |day| self.date(day, s.today));
        let args = vec![
            ("days", self.days(*days).into()),
            ("any", yes(*looked > 0)),
            ("looked", (*looked).into()),
            ("look", look.word().into()),
            ("on", on.into()),
        ];
        Some((id, args))
    }

    /// What is said of the parcel and its way.
    fn of_parcel<'a>(&self, why: &'a Why, s: &Setting) -> Option<Words<'a>> {
        let day = |date: &Date| Arg::from(self.date(*date, s.today));
        let days = |n: &i32| Arg::from(self.days(*n));
        let name = |carrier: &CarrierId| Arg::from((s.carrier)(carrier));
        let because = |reason: &Option<Reason>| Arg::from(self.because(*reason));
        Some(match why {
            Why::Quiet { days: n, stage, most, working, .. } => (
                "why-quiet",
                vec![
                    ("days", self.norm_days(*n, *working).into()),
                    ("stage", stage.word().into()),
                    ("most", self.norm_days(*most, *working).into()),
                ],
            ),
            Why::Usual { days: n, stage, most, working, .. } => (
                "why-usual",
                vec![
                    ("days", self.norm_days(*n, *working).into()),
                    ("stage", stage.word().into()),
                    ("most", self.norm_days(*most, *working).into()),
                ],
            ),
            Why::NotKnown { days: n, most, .. } => {
                ("why-not-known", vec![("n", (*n).into()), ("days", days(n)), ("most", days(most))])
            }
            Why::Unscanned { days: n, most, .. } => ("why-unscanned", vec![("days", days(n)), ("most", days(most))]),
            Why::Odds { never } => ("why-odds", vec![("never", (*never).into())]),
            Why::Promise { promised, days: n, by_carrier } => {
                ("why-promise", vec![("promised", day(promised)), ("days", days(n)), ("by", by(*by_carrier))])
            }
            Why::Refused { since } => ("why-refused", vec![("since", day(since))]),
            Why::Changed { days: n, since, flow, last_mile, looked } => (
                "why-changed",
                vec![
                    ("days", days(n)),
                    ("since", day(since)),
                    ("flow", flow.word().into()),
                    ("carrier", in_brackets(last_mile.as_deref()).into()),
                    ("looked", yes(*looked)),
                ],
            ),
            Why::Ends { service } => ("why-ends", vec![("service", in_brackets(service.as_deref()).into())]),
            Why::Storage { until, left, by_carrier, .. } => {
                let id = if *left < 0 { "why-storage-over" } else { "why-storage" };
                (id, vec![("until", day(until)), ("days", days(&left.saturating_abs())), ("by", by(*by_carrier))])
            }
            Why::Back { since, reason } => ("why-back", vec![("since", day(since)), ("reason", because(reason))]),
            Why::Delivered { on, place } => {
                ("why-delivered", vec![("on", day(on)), ("place", tail(", ", place).into())])
            }
            Why::Older { event, ordered } => ("why-older", vec![("event", day(event)), ("ordered", day(ordered))]),
            Why::Dark { carrier, .. } if *carrier == CarrierId::none() => ("why-only-ordered", vec![]),
            Why::Dark { carrier, page, .. } if *carrier == CarrierId::unknown() => {
                ("why-nobodys", vec![("page", tail(": ", page.as_deref().unwrap_or("")).into())])
            }
            Why::Dark { carrier, page, wants_key } => {
                let args = [("carrier", name(carrier)), ("page", tail(": ", page.as_deref().unwrap_or("")).into())];
                let source = wants_key.as_ref().map(|source| ("source", source.as_str().into()));
                let id = if source.is_some() { "why-wants-key" } else { "why-dark" };
                (id, args.into_iter().chain(source).collect())
            }
            Why::Blind { carrier, days: n, detail } => {
                let detail = in_brackets(Some(detail)).into();
                ("why-blind", vec![("carrier", name(carrier)), ("days", days(n)), ("detail", detail)])
            }
            _ => return None,
        })
    }

    /// What is said of an order that nobody has sent.
    fn of_order<'a>(&self, why: &'a Why) -> Option<Words<'a>> {
        let Why::NoNumber { days, most, .. } = why else { return None };
        let id = if *most > 0 { "why-no-number-in-time" } else { "why-no-number" };
        Some((id, vec![("days", self.days(*days).into()), ("most", self.days(*most).into())]))
    }

    /// What customs keeps, and what it wants for it by when.
    fn of_customs<'a>(&self, why: &'a Why, s: &Setting) -> Option<Words<'a>> {
        let Why::Held { since, reason, duty, until } = why else { return None };
        let id = if until.is_some() { "why-held-until" } else { "why-held" };
        let day = |day: Date| self.date(day, s.today);
        let until = until.map(day).unwrap_or_default();
        let sum = duty.as_ref().map_or_else(String::new, |duty| tail(", ", &self.money(duty)));
        let (since, reason) = (day(*since).into(), self.because(*reason).into());
        Some((id, vec![("since", since), ("reason", reason), ("sum", sum.into()), ("until", until.into())]))
    }

    /// What a forwarder has, and how it is told that it went on.
    fn of_forwarder<'a>(&self, why: &'a Why, s: &Setting) -> Option<Words<'a>> {
        let Why::AtForwarder { on, place, id } = why else { return None };
        let (on, place, id) = (self.date(*on, s.today).into(), tail(", ", place).into(), id.to_string().into());
        Some(("why-at-forwarder", vec![("on", on), ("place", place), ("id", id)]))
    }

    /// What is said of a claim and its days.
    fn of_claim<'a>(&self, why: &'a Why, s: &Setting) -> Option<Words<'a>> {
        let sum = |it: &Money| Arg::from(self.money(it));
        let day = |date: &Date| Arg::from(self.date(*date, s.today));
        let days = |n: &i32| Arg::from(self.days(n.saturating_abs()));
        Some(match why {
            Why::DatesMissing => ("why-dates-missing", Vec::new()),
            Why::Shipped { days: n } => ("why-shipped", vec![("days", days(n))]),
            Why::HandoverOpen => ("why-handover-open", Vec::new()),
            Why::LateArrive { percent, .. } => ("why-late-arrive", vec![("percent", (*percent).into())]),
            Why::Said { state, on } => {
                ("why-said", vec![("on", day(on)), ("state", self.dispute_state(*state).into())])
            }
            Why::Found { finding, on } => ("why-found", vec![("on", day(on)), ("finding", finding.word().into())]),
            Why::Wronged { problem, on } => {
                ("why-wronged", vec![("on", day(on)), ("problem", self.problem(*problem).into())])
            }
            Why::Extended { until } => ("why-extended", vec![("until", day(until))]),
            Why::Award { awarded, asked, missing } => {
                ("why-award", vec![("awarded", sum(awarded)), ("asked", sum(asked)), ("missing", sum(missing))])
            }
            Why::Came { due, came, rate, of_day, missing } => {
                let rate = rate.map_or(String::new(), |rate| {
                    let id = if *of_day { "why-rate-of-day" } else { "why-rate-given" };
                    self.phrase(id, &[("rate", self.rate(rate, &came.currency, &due.currency).into())])
                });
                let args = vec![("due", sum(due)), ("came", sum(came)), ("rate", rate.into())];
                match missing {
                    None => ("why-came", args),
                    Some(missing) => ("why-came-short", args.into_iter().chain([("missing", sum(missing))]).collect()),
                }
            }
            Why::NoRate { due, came } => ("why-no-rate", vec![("due", sum(due)), ("came", sum(came))]),
            Why::Term { term, ends, left } => {
                let id = if *left < 0 { "why-term-over" } else { "why-term" };
                (id, vec![("term", term.word().into()), ("ends", day(ends)), ("days", days(left))])
            }
            Why::Window { opens, closes, left } => {
                let id = if *left < 0 { "why-window-over" } else { "why-window" };
                (id, vec![("opens", day(opens)), ("closes", day(closes)), ("days", days(left))])
            }
            Why::Protection { ends, left } => {
                let id = if *left < 0 { "why-protection-over" } else { "why-protection" };
                (id, vec![("ends", day(ends)), ("days", days(left))])
            }
            _ => return None,
        })
    }
}

impl Phrasebook {
    /// Reasons to doubt that it comes, or that it is the right one, and what it will cost.
    fn of_doubt<'a>(&self, why: &'a Why, s: &Setting) -> Option<Words<'a>> {
        let days = |n: &i32| Arg::from(self.days(*n));
        let money = |it: &Money| Arg::from(self.money(it));
        Some(match why {
            Why::MayGoBack { days: n, percent, looked, .. } => {
                let looked = looked.map_or(String::new(), |day| self.date(day, s.today));
                let id = if looked.is_empty() { "why-may-go-back" } else { "why-may-go-back-looked" };
                (id, vec![("days", days(n)), ("percent", (*percent).into()), ("looked", looked.into())])
            }
            Why::TooLong { days: n, lost, .. } => ("why-too-long", vec![("days", days(n)), ("lost", days(lost))]),
            Why::SaidToHaveEnded { status, on, place } => (
                "why-said-to-have-ended",
                vec![
                    ("status", status.word().into()),
                    ("on", self.date(*on, s.today).into()),
                    ("place", tail(", ", place).into()),
                ],
            ),
            Why::DidYouGetIt { days: n, most } => ("why-did-you-get-it", vec![("days", days(n)), ("most", days(most))]),
            Why::WrongDigit { number, likely, id, unknown } => {
                let likely: Vec<&str> = likely.iter().map(|it| it.as_str()).collect();
                let (number, id) = (number.as_str().into(), id.to_string().into());
                let args = vec![("number", number), ("likely", likely.join(", ").into()), ("id", id)];
                ("why-wrong-digit", args.into_iter().chain([("unknown", yes(*unknown))]).collect())
            }
            Why::TooFast { days: n, least, .. } => ("why-too-fast", vec![("days", days(n)), ("least", days(least))]),
            Why::WeighsOther { grams, other } => {
                let of = |it: u32| Arg::from(i64::from(it));
                ("why-weighs-other", vec![("grams", of(*grams)), ("other", of(*other))])
            }
            Why::BoundElsewhere { country, home } => {
                ("why-bound-elsewhere", vec![("country", country.into()), ("home", home.into())])
            }
            Why::CameElsewhere { place, postcode } => {
                ("why-came-elsewhere", vec![("place", place.into()), ("postcode", postcode.into())])
            }
            Why::DutyAhead { price, free, duty, roubles, as_of, confirmed, .. } => (
                "why-duty-ahead",
                vec![
                    ("price", money(price)),
                    ("free", (*free).into()),
                    ("duty", money(duty)),
                    ("roubles", in_brackets(roubles.as_ref().map(|it| self.money(it)).as_deref()).into()),
                    ("day", self.date(*as_of, s.today).into()),
                    ("confirmed", yes(*confirmed)),
                ],
            ),
            Why::DutyUnknown { price, free, currency } => (
                "why-duty-unknown",
                vec![
                    ("price", money(price)),
                    ("free", (*free).into()),
                    ("key", format!("rate_{}", currency.to_lowercase()).into()),
                ],
            ),
            _ => return None,
        })
    }
}

fn yes(it: bool) -> Arg<'static> {
    if it { "yes" } else { "no" }.into()
}

fn by(carrier: bool) -> Arg<'static> {
    if carrier { "carrier" } else { "shop" }.into()
}

/// The text after its separator, or nothing at all.
pub(super) fn tail(separator: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{separator}{text}") }
}

/// The text in brackets, or nothing at all.
pub(super) fn in_brackets(text: Option<&str>) -> String {
    match text {
        None | Some("") => String::new(),
        Some(text) => format!(" ({text})"),
    }
}
