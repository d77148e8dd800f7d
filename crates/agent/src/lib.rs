//! What a purchasing agent does: one use case a file, and the list of commands.
