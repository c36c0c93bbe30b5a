/** Everything that the pages of permissions say. */
export const texts = {
  title: 'Permissions',
  lead: 'A permission is a word that your code asks for. Roles bundle them; all environments of the business share them.',
  create: 'Create permission',
  search: 'Name or key',
  find: 'Search',
  noneFoundTitle: 'No permission matches',
  noneFound: (query: string) => `No name and no key has “${query}” in it.`,
  caption: 'By name, 50 a page',
  emptyTitle: 'There are no permissions yet',
  empty: 'Create the first one, for example “Invite members” with the key members:invite.',
  columns: { name: 'Permission', key: 'Key' },
  name: 'Name',
  key: 'Key',
  keyHelp: 'Tokens say it and code asks for it, for example documents:read.',
  description: 'Description',
  save: 'Save changes',
  cancel: 'Cancel',
  missing: { name: 'Give the permission a name.', key: 'Give the permission a key.' },
  deleteTitle: 'Delete this permission',
  deleteLoss: (name: string, roles: number, members: number) =>
    `${roles === 1 ? '1 role gives' : `${roles.toLocaleString()} roles give`} ${name} and lose it, in every environment. In this one, ${
      members === 1 ? '1 member has' : `${members > 1_000 ? 'more than 1,000' : members.toLocaleString()} members have`
    } it directly and lose it too.`,
  delete: 'Delete permission',
  keep: 'Keep it',
  typeName: 'Type the name of the permission',
  problems: {
    PERMISSION_KEY_TAKEN: 'Another permission has this key. Choose another one.',
    PERMISSION_GUARDS_ROLE: 'A role may only be given by people with this permission. Change that role first.',
    PERMISSION_NOT_FOUND: 'Somebody deleted this permission in the meantime.',
  },
}
