/** Everything that the page of exports says. */
export const texts = {
  title: 'Exports',
  lead: 'Take all users or all organizations of this environment along, one JSON object per line.',
  users: 'Users',
  usersReason:
    'Each person with names, picture, addresses and numbers, whether they are verified, suspended or not, and the organizations they are in. Passwords are not in it, not as hashes either.',
  organizations: 'Organizations',
  organizationsReason:
    'Each organization with code, name, handle and external id. Its settings and look are not in it.',
  warning:
    'The owners of this business get a mail that says who exported what, before the file leaves. Ten exports of a kind an hour are the most.',
  exportUsers: 'Export users',
  exportOrganizations: 'Export organizations',
  saved: 'The file was saved to your downloads.',
  again: 'Such a file can be imported as it is, here or into another environment.',
  problems: {
    TOO_MANY_EXPORTS: 'There were ten exports in the last hour. Wait, then try again.',
    UNREACHABLE: 'The file broke off on its way. Try again.',
  },
}
