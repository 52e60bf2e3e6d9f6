//! The HTTP API that API users log in to.
