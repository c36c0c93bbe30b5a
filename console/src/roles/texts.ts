/** Everything that the pages of roles say. */
export const texts = {
  title: 'Roles',
  lead: 'A role bundles permissions. Members get roles in an organization, and tokens say which ones.',
  guide: 'About roles and permissions',
  create: 'Create role',
  caption: 'By name, 50 a page',
  emptyTitle: 'There are no roles yet',
  empty: 'Create the first one, for example “Admin” with the key admin, then choose its permissions.',
  columns: { name: 'Role', key: 'Key', given: 'Given by itself' },
  toNewMembers: 'New members',
  toCreators: 'Creators of organizations',
  name: 'Name',
  key: 'Key',
  keyHelp: 'Code asks for it and tokens say it. Letters, digits and signs without blanks.',
  description: 'Description',
  isDefault: 'Give it to every new member of an organization',
  isForCreators: 'Give it to the person who creates an organization',
  save: 'Save changes',
  saved: 'Saved',
  cancel: 'Cancel',
  details: 'Details',
  detailsReason: 'Roles belong to the business: all its environments share them.',
  permissions: 'Permissions',
  permissionsCaption: 'By name, 500 a page',
  permissionsReason:
    'What a permission adds comes with the next token; what it takes away is gone at the next refresh.',
  savePermissions: (count: number) => (count === 1 ? 'Save 1 change' : `Save ${String(count)} changes`),
  noPermissionsTitle: 'There are no permissions yet',
  noPermissions: 'Create permissions first; then choose here which of them this role gives.',
  deleteTitle: 'Delete this role',
  deleteLoss: (name: string, holders: string) =>
    `Members lose ${name} in every environment. In this one, ${holders} it. This cannot be undone.`,
  holders: (count: number, isMore: boolean) => {
    if (count === 0) return 'nobody has'
    if (isMore) return `${String(count)} people or more have`
    return count === 1 ? '1 person has' : `${String(count)} people have`
  },
  delete: 'Delete role',
  keep: 'Keep it',
  typeName: 'Type the name of the role',
  missing: { name: 'Give the role a name.', key: 'Give the role a key.' },
  problems: {
    ROLE_KEY_TAKEN: 'Another role has this key. Choose another one.',
    ROLE_NOT_FOUND: 'Somebody deleted this role in the meantime.',
    FIELD_CANNOT_CHANGE: 'The key cannot change.',
  },
}
