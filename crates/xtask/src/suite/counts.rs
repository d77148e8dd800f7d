//! How many tests passed and failed, read from what the test runners print.

use std::ops::{Add, AddAssign};

use serde::Deserialize;

/// Tests of one step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
    /// Tests that were left out (`#[ignore]`, `.skip`, `todo`).
    pub(crate) skipped: u64,
}

impl Counts {
    /// One thing that passed or failed.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed), skipped: 0 }
    }

    /// All tests together.
    pub(crate) fn all(self) -> u64 {
        self.passed + self.failed + self.skipped
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Adds up cargo's `test result: ok. 3 passed; 0 failed; 1 ignored; …` lines, one per test program.
pub(crate) fn of_cargo(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        // The first part is a sentence and a number: `ok. 3 passed`.
        for part in line.split(';') {
            let mut words = part.split_whitespace().rev();
            let (Some(what), Some(Ok(count))) = (words.next(), words.next().map(str::parse::<u64>)) else {
                continue;
            };
            match what {
                "passed" => counts.passed += count,
                "failed" => counts.failed += count,
                "ignored" => counts.skipped += count,
                _ => {}
            }
        }
    }
    counts
}

/// The closing lines of `node --test`: `ℹ pass 3`, or `# pass 3` when it prints TAP.
pub(crate) fn of_node(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) else { continue };
        let Some((what, count)) = rest.split_once(' ') else { continue };
        let Ok(count) = count.trim().parse::<u64>() else { continue };
        match what {
            "pass" => counts.passed += count,
            "fail" | "cancelled" => counts.failed += count,
            "skipped" | "todo" => counts.skipped += count,
            _ => {}
        }
    }
    counts
}

/// The report of `vitest --reporter=json`; nothing when it is not one.
pub(crate) fn of_vitest(report: &str) -> Counts {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Report {
        num_passed_tests: u64,
        num_failed_tests: u64,
        num_pending_tests: u64,
        num_todo_tests: u64,
    }
    let report: Report = serde_json::from_str(report).unwrap_or_default();
    Counts {
        passed: report.num_passed_tests,
        failed: report.num_failed_tests,
        skipped: report.num_pending_tests + report.num_todo_tests,
    }
}

/// The totals of a JUnit report, from its first `<testsuites …>`; nothing when it is not one.
pub(crate) fn of_junit(report: &str) -> Counts {
    let Some((_, rest)) = report.split_once("<testsuites ") else { return Counts::default() };
    let tag = rest.split('>').next().unwrap_or_default();
    let number = |name: &str| {
        let (_, value) = tag.split_once(&format!("{name}=\""))?;
        value.split('"').next()?.parse::<u64>().ok()
    };
    let (all, skipped) = (number("tests").unwrap_or(0), number("skipped").unwrap_or(0));
    // A case can have a failure and an error; then it is counted under both.
    let failed =
        (number("failures").unwrap_or(0) + number("errors").unwrap_or(0)).min(all - skipped.min(all));
    Counts { passed: all.saturating_sub(failed + skipped), failed, skipped }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn adds_up_cargos_test_programs() {
        let output = "\nrunning 2 tests\ntest a ... ok\ntest b ... FAILED\n\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s\n\n\
            running 4 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 2.00s\n";
        assert_eq!(of_cargo(output), counts(4, 1, 1));
    }

    #[test]
    fn what_a_test_prints_is_no_result() {
        assert_eq!(of_cargo("3 passed; 1 failed\nerror: could not compile `agent`\n"), Counts::default());
    }

    #[test]
    fn reads_both_closings_of_node() {
        let spec = "✔ searches (12ms)\nℹ tests 5\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ todo 0\nℹ duration_ms 812.1\n";
        assert_eq!(of_node(spec), counts(3, 2, 0));
        assert_eq!(of_node("ok 1 - searches\n# tests 2\n# pass 1\n# fail 0\n# skipped 1\n"), counts(1, 0, 1));
    }

    #[test]
    fn reads_the_report_of_vitest() {
        let report = r#"{"numTotalTests":6,"numPassedTests":4,"numFailedTests":1,"numPendingTests":1,"numTodoTests":0,"success":false}"#;
        assert_eq!(of_vitest(report), counts(4, 1, 1));
        assert_eq!(of_vitest("Error: no config"), Counts::default());
    }

    #[test]
    fn reads_the_totals_of_a_junit_report() {
        let report = "<?xml version='1.0' encoding='utf-8'?>\n<testsuites errors=\"1\" failures=\"2\" skipped=\"3\" tests=\"72\" time=\"1.5\">\
            <testsuite name=\"x\" errors=\"9\" tests=\"9\"></testsuite></testsuites>";
        assert_eq!(of_junit(report), counts(66, 3, 3));
        assert_eq!(of_junit("Traceback (most recent call last):"), Counts::default());
    }
}
