//! Arguments to calls to an exit code; the only place that prints.
