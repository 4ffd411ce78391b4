"""Pages: for everybody (`public`), for whoever writes (`words`, `publishing`), for whoever tells (`audiences`)."""
