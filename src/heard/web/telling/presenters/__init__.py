"""The words of the pages: for everybody (`public`), for staff (`desk`, `audiences`), on paper (`papers`)."""
