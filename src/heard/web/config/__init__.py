"""How the site is put together: settings, addresses, logs, the processes it runs as."""
