"""The mail edition (邮件版) of an issue."""
