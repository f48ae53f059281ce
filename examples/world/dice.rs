//! Chance from a seed: the same seed, the same life.

use jiff::{SignedDuration, civil::Date};
use posylka::{
    model::{Check, Number, Stage},
    rules::norms::{Norms, Travel},
};

/// SplitMix64.
pub struct Dice(u64);

impl Dice {
    /// The dice of one life of a world.
    pub fn of(seed: u64, index: u64) -> Dice {
        let mut dice = Dice(seed ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to 1, neither of them.
    pub fn share(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// True so many times of 100.
    pub fn percent(&mut self, chance: u32) -> bool {
        self.share() * 100.0 < f64::from(chance)
    }

    /// From the first, up to but not the second.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + self.share() * (high - low)
    }

    /// A whole number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// So many days, as a span of seconds.
    pub fn days(&mut self, low: f64, high: f64) -> SignedDuration {
        SignedDuration::from_secs((self.between(low, high) * 86_400.0) as i64)
    }

    /// How long a stage takes: a draw from its norm's log-normal, as the norm holds on that day.
    pub fn stage(&mut self, norms: &Norms, stage: Stage, number: &Number, since: Date) -> SignedDuration {
        let class = number.as_str().starts_with('Z').then_some("srm");
        let travel = Travel { from: Some("CN"), to: "RU", class };
        let Some(norm) = norms.norm(stage, &travel) else { return self.days(1.0, 2.0) };
        let survival = norm.published().stretched(norms.seasons.factor(stage, since));
        let [slow, most] = [0.75, 0.95].map(|share| survival.quantile(share).ln());
        let sigma = (most - slow) / (1.645 - 0.6745);
        let normal = (-2.0 * self.share().ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos();
        let days = (most - 1.645 * sigma + sigma * normal).exp().clamp(0.1, 120.0);
        SignedDuration::from_secs((days * 86_400.0) as i64)
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    /// A number of Cainiao's: letters and digits.
    pub fn cainiao(&mut self, prefix: &str) -> Number {
        number(format!("{prefix}00{}", self.digits(12)))
    }

    /// A number of the Universal Postal Union's form, its check digit right.
    pub fn s10(&mut self, prefix: &str, suffix: &str) -> Number {
        let serial = self.digits(8);
        let sum: u32 = serial.bytes().zip([8, 6, 4, 2, 3, 5, 9, 7]).map(|(b, w)| u32::from(b - b'0') * w).sum();
        let digit = match 11 - sum % 11 {
            10 => 0,
            11 => 5,
            digit => digit,
        };
        number(format!("{prefix}{serial}{digit}{suffix}"))
    }

    /// A number of the Universal Postal Union's form with one digit wrong; `None` of another form.
    pub fn mistyped(&mut self, right: &Number) -> Option<Number> {
        let digits = right.as_str().get(2..11).filter(|_| right.as_str().len() == 13)?;
        let at = self.below(8) as usize;
        let digit = digits.as_bytes().get(at).copied().filter(u8::is_ascii_digit)? - b'0';
        let other = (u64::from(digit) + 1 + self.below(8)) % 10;
        let text = right.as_str();
        let wrong = number(format!("{}{other}{}", &text[..2 + at], &text[3 + at..]));
        (wrong.by_standard() == Check::Failed).then_some(wrong)
    }

    /// A number of a carrier inside China, whom nobody can ask.
    pub fn chinese(&mut self) -> Number {
        number(format!("YT{}", self.digits(13)))
    }

    /// The ten digits of a mobile telephone.
    pub fn telephone(&mut self) -> Number {
        number(format!("9{}", self.digits(9)))
    }

    /// Fourteen digits as the Russian Post gives them, the last one right.
    pub fn domestic(&mut self) -> Number {
        let serial = format!("8{}", self.digits(12));
        let digit = |at: usize| u32::from(serial.as_bytes()[at] - b'0');
        let (odd, even): (u32, u32) = ((0..13).step_by(2).map(digit).sum(), (1..13).step_by(2).map(digit).sum());
        number(format!("{serial}{}", (10 - (odd * 3 + even) % 10) % 10))
    }
}

fn number(text: String) -> Number {
    Number::new(text).expect("capital letters and digits")
}
