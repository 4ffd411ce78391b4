"""The programme of many councils: where every wave stands, waves offered to councils, waves opened together."""
