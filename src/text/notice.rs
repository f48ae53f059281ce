//! Notices as a title and a body, both plain text.

use jiff::civil::Date;

use super::{
    Arg, Phrasebook, Setting,
    one_line::{fit, one_line},
    reasons::{in_brackets, tail},
};
use crate::model::{Advice, CarrierId, Flag, Missed, Notice, NoticeKind, Number, OutcomeKind, Stage, Status, Why};

/// The longest title, in characters.
const TITLE: usize = 60;
/// The longest body, in characters.
const BODY: usize = 300;
/// So many notices are named in a summary.
const SUMMARY: usize = 20;

impl Phrasebook {
    /// A title of at most 60 and a body of at most 300 characters. `parcel` is what the user calls the parcel.
    pub fn notice(&self, notice: &Notice, parcel: &str, setting: &Setting) -> (String, String) {
        let (what, sentences) = match &notice.kind {
            NoticeKind::Moved { stage, text, place, on } => {
                (self.stage(*stage), vec![self.moved(*stage, text, place, *on, setting)])
            }
            NoticeKind::HandedOver { from, to, carrier, sure, by } => {
                (self.label("notice-handed-over-title"), self.handed_over([from, to], carrier, *sure, by, setting))
            }
            NoticeKind::Conflict { .. } | NoticeKind::Together { .. } | NoticeKind::Corrected { .. } => {
                self.of_a_number(&notice.kind, setting)
            }
            NoticeKind::Raised { flag, because } => (self.flag(*flag), self.raised(*flag, because, setting)),
            NoticeKind::Lowered { flag } => {
                let args = [("kind", flag.word().into()), ("flag", self.flag(*flag).into())];
                (self.phrase("notice-lowered-title", &args), vec![self.phrase("notice-lowered", &args)])
            }
            NoticeKind::Advised { advice, missed } => {
                let why = advice.because.first().map(|why| self.sentence(why, setting));
                let missed = missed.as_ref().map(|it| self.missed(it, setting));
                let todo = [self.todo(advice, &[], setting)];
                let said = missed.into_iter().chain(todo).chain(why).chain(self.trap(advice));
                (self.action(advice.action), said.collect())
            }
            NoticeKind::Reminded { advice, hours } => {
                let said = [self.todo(advice, &[], setting)].into_iter().chain(self.trap(advice));
                (self.phrase("notice-reminded-title", &[("left", self.left(*hours).into())]), said.collect())
            }
            NoticeKind::IsItThere { why } => (
                self.label("notice-is-it-there-title"),
                vec![self.sentence(why, setting), self.label("notice-is-it-there")],
            ),
            NoticeKind::OrderOff { reason, on } => {
                let args = [("reason", reason.word().into()), ("on", self.date(*on, setting.today).into())];
                (self.label("notice-order-off-title"), vec![self.phrase("notice-order-off", &args)])
            }
            NoticeKind::AtForwarder { why } => {
                (self.label("notice-at-forwarder-title"), vec![self.sentence(why, setting)])
            }
            NoticeKind::DutyAhead { why } => (self.label("notice-duty-title"), vec![self.sentence(why, setting)]),
            NoticeKind::SourceFails { .. } | NoticeKind::SourceIsBack { .. } | NoticeKind::SourceMended { .. } => {
                self.of_a_source(&notice.kind, setting)
            }
            NoticeKind::MessageUnmatched { sender, status, number, order, file } => {
                let what = self.named_in(*status, number.as_ref(), order.as_deref());
                let asked = self.unmatched(sender, &what, file.as_deref());
                (self.label("notice-message-title"), asked)
            }
            NoticeKind::MessageNotUnderstood { sender, file } => {
                (self.label("notice-unread-title"), self.not_understood(sender, file.as_deref()))
            }
            NoticeKind::NobodyInReach { .. }
            | NoticeKind::InReachAgain { .. }
            | NoticeKind::ChannelFails { .. }
            | NoticeKind::ChannelIsBack { .. }
            | NoticeKind::OutletFails { .. }
            | NoticeKind::OutletIsBack { .. }
            | NoticeKind::BackupFails { .. }
            | NoticeKind::BackupIsBack => self.of_a_way(&notice.kind, setting),
            NoticeKind::Alive { parcels, next } => (self.label("alive-title"), self.alive(*parcels, next, setting)),
        };
        (self.headline(parcel, &what), fit(sentences, BODY))
    }

    /// What is said of a source: that it fails, is back, or answers in another shape.
    fn of_a_source(&self, kind: &NoticeKind, setting: &Setting) -> (String, Vec<String>) {
        let (carrier, said) = match kind {
            NoticeKind::SourceFails { carrier, outcome, detail, page } => {
                (carrier, self.source_fails(*outcome, detail, page.as_deref()))
            }
            NoticeKind::SourceIsBack { carrier } => (carrier, self.label("notice-source-back")),
            NoticeKind::SourceMended { source, told } => {
                let args = [
                    ("id", source.as_str().into()),
                    ("given", (told.given_back as i64).into()),
                    ("known", (told.known as i64).into()),
                ];
                (&told.carrier, self.phrase(&format!("notice-mending-{}", told.step), &args))
            }
            _ => return Default::default(),
        };
        ((setting.carrier)(carrier), vec![said])
    }

    /// What is said of a number that is another parcel's too, or was mistyped.
    fn of_a_number(&self, kind: &NoticeKind, setting: &Setting) -> (String, Vec<String>) {
        let (id, by, args): (_, _, Vec<(&str, Arg)>) = match kind {
            NoticeKind::Conflict { number, other, by } => {
                ("conflict", by, vec![("number", number.as_str().into()), ("other", other.to_string().into())])
            }
            NoticeKind::Together { number, this, other, by } => {
                let (this, other) = (this.to_string().into(), other.to_string().into());
                ("together", by, vec![("number", number.as_str().into()), ("this", this), ("other", other)])
            }
            NoticeKind::Corrected { wrong, right, by } => {
                ("corrected", by, vec![("wrong", wrong.as_str().into()), ("right", right.as_str().into())])
            }
            _ => return Default::default(),
        };
        let args: Vec<(&str, Arg)> = args.into_iter().chain([("by", self.said_by(by, setting).into())]).collect();
        (self.label(&format!("notice-{id}-title")), vec![self.phrase(&format!("notice-{id}"), &args)])
    }

    /// What is said of a way in or out that does not work, or does again.
    fn of_a_way(&self, kind: &NoticeKind, setting: &Setting) -> (String, Vec<String>) {
        match kind {
            NoticeKind::NobodyInReach { since } => self.begins_or_ends("alone", "", *since, "", setting),
            NoticeKind::InReachAgain { since } => self.begins_or_ends("in-reach", "", *since, "", setting),
            NoticeKind::ChannelFails { channel, since, detail } => {
                self.begins_or_ends("channel-fails", channel, *since, detail, setting)
            }
            NoticeKind::ChannelIsBack { channel } => {
                self.begins_or_ends("channel-back", channel, setting.today, "", setting)
            }
            NoticeKind::OutletFails { outlet, since, detail } => {
                self.begins_or_ends(&format!("{outlet}-fails"), "", *since, detail, setting)
            }
            NoticeKind::OutletIsBack { outlet } => {
                self.begins_or_ends(&format!("{outlet}-back"), "", setting.today, "", setting)
            }
            NoticeKind::BackupFails { since, detail } => {
                self.begins_or_ends("backup-fails", "", *since, detail, setting)
            }
            NoticeKind::BackupIsBack => self.begins_or_ends("backup-back", "", setting.today, "", setting),
            _ => Default::default(),
        }
    }

    /// What a message named, in a line.
    fn named_in(&self, status: Option<Status>, number: Option<&Number>, order: Option<&str>) -> String {
        let order = order.map(|it| self.phrase("message-order", &[("what", it.into())]));
        let number = number.map(|it| self.phrase("message-number", &[("what", it.as_str().into())]));
        status.map(|it| self.status(it)).into_iter().chain(number).chain(order).collect::<Vec<_>>().join(", ")
    }

    fn source_fails(&self, outcome: OutcomeKind, detail: &str, page: Option<&str>) -> String {
        let args = [
            ("kind", outcome.word().into()),
            ("outcome", self.outcome(outcome).into()),
            ("detail", in_brackets(Some(&one_line(detail, 120))).into()),
            ("page", tail(" ", page.unwrap_or_default()).into()),
        ];
        self.phrase("notice-source-fails", &args)
    }

    /// That something cannot be reached since a day, or can again.
    fn begins_or_ends(
        &self,
        id: &str,
        channel: &str,
        since: Date,
        detail: &str,
        setting: &Setting,
    ) -> (String, Vec<String>) {
        let args = [
            ("channel", channel.into()),
            ("since", self.date(since, setting.today).into()),
            ("detail", in_brackets(Some(&one_line(detail, 120))).into()),
        ];
        (self.phrase(&format!("{id}-title"), &args), vec![self.phrase(id, &args)])
    }

    fn headline(&self, parcel: &str, what: &str) -> String {
        if parcel.is_empty() {
            return one_line(what, TITLE);
        }
        let framed = |title: &str| self.phrase("notice-title", &[("title", title.into()), ("what", what.into())]);
        let room = TITLE.saturating_sub(framed("").chars().count() + 1);
        one_line(&framed(&one_line(parcel, room)), TITLE)
    }

    /// That what a letter says is known as of so many days ago.
    pub fn as_of(&self, days: i32) -> String {
        self.phrase("notice-as-of", &[("days", days.into())])
    }

    fn missed(&self, missed: &Missed, setting: &Setting) -> String {
        let args =
            [("action", self.action(missed.action).into()), ("by", self.date(missed.act_by, setting.today).into())];
        self.phrase("notice-missed", &args)
    }

    fn moved(&self, stage: Stage, text: &str, place: &str, on: Date, setting: &Setting) -> String {
        let text = self.stage_words(stage, &one_line(text, 150)).to_string();
        let id = if stage == Stage::Delivered { "notice-delivered" } else { "notice-moved" };
        let place = tail(", ", &one_line(place, 60));
        self.phrase(id, &[("text", text.into()), ("place", place.into()), ("on", self.date(on, setting.today).into())])
    }

    fn handed_over(
        &self,
        [from, to]: [&Number; 2],
        carrier: &CarrierId,
        sure: bool,
        by: &str,
        setting: &Setting,
    ) -> Vec<String> {
        let by = self.said_by(by, setting);
        let args: [(&str, Arg); 5] = [
            ("sure", if sure { "yes" } else { "no" }.into()),
            ("from", from.as_str().into()),
            ("to", to.as_str().into()),
            ("carrier", one_line(&(setting.carrier)(carrier), 60).into()),
            ("by", by.into()),
        ];
        let page = (setting.page)(carrier, to).unwrap_or_default();
        vec![self.phrase("notice-handed-over", &args), one_line(&page, BODY)]
    }

    /// Who said something: the user, our own rules, a message, or a source.
    pub fn said_by(&self, by: &str, setting: &Setting) -> String {
        let name = |id: &str| one_line(&(setting.carrier)(&CarrierId::from(id)), 60);
        match (by, by.strip_prefix("message:")) {
            ("user" | "rules", _) => self.label(&format!("by-{by}")),
            (_, Some("")) => self.label("by-some-message"),
            (_, Some(from)) => self.phrase("by-message", &[("from", name(from).into())]),
            (source, None) => self.phrase("by-source", &[("source", name(source).into())]),
        }
    }

    fn alive(&self, parcels: usize, next: &Option<(Date, String)>, setting: &Setting) -> Vec<String> {
        let next = match next {
            Some((on, title)) => {
                let on = self.date(*on, setting.today);
                self.phrase("alive-next", &[("on", on.into()), ("title", one_line(title, 60).into())])
            }
            None => self.label("alive-no-next"),
        };
        vec![self.phrase("alive", &[("count", parcels.into())]), next]
    }

    /// Many notices in one letter: how many, and a line of each, as far as there is room.
    pub fn summary(&self, lines: &[String]) -> (String, String) {
        let title = self.phrase("summary-title", &[("count", lines.len().into())]);
        let mut body: Vec<String> = lines.iter().take(SUMMARY).map(|it| one_line(it, 120)).collect();
        if let Some(more) = lines.len().checked_sub(SUMMARY).filter(|more| *more > 0) {
            body.push(self.phrase("summary-more", &[("count", more.into())]));
        }
        (one_line(&title, TITLE), body.join("\n"))
    }

    fn raised(&self, flag: Flag, because: &[Why], setting: &Setting) -> Vec<String> {
        let mut sentences: Vec<String> = because.iter().take(2).map(|why| self.sentence(why, setting)).collect();
        if sentences.is_empty() {
            sentences.push(self.phrase("notice-raised-bare", &[("flag", self.flag(flag).into())]));
        }
        let place = because.iter().find_map(|why| match why {
            Why::Changed { flow, last_mile, .. } => Some((flow, in_brackets(last_mile.as_deref()))),
            _ => None,
        });
        if let Some((flow, carrier)) = place {
            sentences.insert(1, self.phrase(&format!("where-{flow}"), &[("carrier", carrier.into())]));
        }
        sentences
    }

    /// The nearest trap, if one lies on the way.
    fn trap(&self, advice: &Advice) -> Option<String> {
        self.traps(advice).into_iter().next()
    }

    /// So much time: whole days, or hours where it is less than one.
    fn left(&self, hours: i32) -> String {
        if hours < 24 { self.phrase("hours", &[("n", hours.into())]) } else { self.days(hours / 24) }
    }

    fn sentence(&self, why: &Why, setting: &Setting) -> String {
        self.phrase("notice-raised", &[("because", self.reasoned(why, setting).into())])
    }
}
