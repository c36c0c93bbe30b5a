-- An identity that waits is named by what it is: its id is a digest of its key, and found by this.
create index awaited_identities_by_id on awaited_identities
  (environment_id, md5(kind || chr(31) || connection_name || chr(31) || normalized));
