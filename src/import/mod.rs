//! Messages and pasted text become acts of the user.
