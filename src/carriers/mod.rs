//! What a definition means, pure.
