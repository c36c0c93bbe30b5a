-- Each refresh token is changed once, when it is rotated: with room for that on its page no index is written again.
alter table refresh_tokens set (fillfactor = 50);
