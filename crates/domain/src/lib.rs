//! What a purchasing agent deals in: pure types and rules, no I/O, no clock.
