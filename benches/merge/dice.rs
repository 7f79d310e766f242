//! Numbers that look random and are the same on every machine.

/// Splitmix64 (Steele, Lea and Flood 2014): a crate's generator may change its numbers with a version, and then a recorded
/// figure could not be made again.
#[derive(Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        Self(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ number.wrapping_mul(0x2545_F491_4F6C_DD1D))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    /// A number from `from` up to `to`, both included.
    pub(crate) fn between(&mut self, from: u32, to: u32) -> u32 {
        let span = u64::from(to - from) + 1;
        from + u32::try_from(self.roll() % span).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    pub(crate) fn in_1000(&mut self, cases: u32) -> bool {
        self.between(1, 1000) <= cases
    }

    pub(crate) fn of<T: Copy>(&mut self, values: &[T]) -> T {
        let place = self.roll() % values.len() as u64;
        values[usize::try_from(place).unwrap_or(0)]
    }
}
