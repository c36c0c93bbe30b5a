/** Everything that the pages of APIs say. */
export const texts = {
  title: 'APIs',
  lead: 'An API is what access tokens are for. Its audience stands in them, and its scopes say what they allow.',
  create: 'Register API',
  emptyTitle: 'No API of yours is registered yet',
  empty:
    'Register the API that your applications call, for example “Orders” with the audience https://api.example.com.',
  columns: { name: 'API', audience: 'Audience', scopes: 'Scopes' },
  system: 'System',
  tabs: { details: 'Details', scopes: 'Scopes', applications: 'Applications' },
  details: 'Details',
  detailsReason: 'The audience stays: tokens that are in use name it.',
  systemReason: 'This API is part of the product. It cannot be changed or deleted.',
  name: 'Name',
  audience: 'Audience',
  audienceHelp: 'Stands in aud of its tokens, commonly the URL of the API. It cannot change later.',
  tokenTyp: 'Type of its access tokens',
  tokenTypHelp: 'at+jwt is that of RFC 9068; several verifiers in the field accept JWT only.',
  cancel: 'Cancel',
  save: 'Save changes',
  saved: 'Saved',
  scopes: 'Scopes',
  addScope: 'Add scope',
  noScopesTitle: 'There are no scopes yet',
  noScopes: 'Add the first one, for example read:orders. Applications and people then get it one by one.',
  scopeColumns: { key: 'Scope', description: 'Description' },
  key: 'Scope',
  keyHelp: 'Stands in the tokens, for example read:orders. It cannot change later.',
  description: 'Description',
  descriptionHelp: 'People read it when an application asks for their consent.',
  applications: 'Applications',
  applicationsReason: 'Applications that may ask for this API.',
  applicationColumns: { name: 'Application', type: 'Type' },
  noApplications: 'No application may ask for this API yet.',
  application: 'Application',
  authorize: 'Authorize',
  chooseApplication: 'Choose an application first.',
  chooseScopes: 'Choose scopes',
  missing: { name: 'Give the API a name.', audience: 'Give the API an audience.', key: 'Give the scope a key.' },
  deleteTitle: 'Delete this API',
  deleteLoss: (name: string, scopes: number, applications: number) =>
    `${name} goes with ${counted(scopes, 'scope')}, and ${counted(applications, 'application')} can no longer ask for it. Tokens that are in use lose it at once. This cannot be undone.`,
  delete: 'Delete API',
  keep: 'Keep it',
  typeName: 'Type the name of the API',
  deleteScopeTexts: {
    deleteTitle: 'Delete this scope',
    delete: 'Delete scope',
    keep: 'Keep it',
    typeName: 'Type the scope',
  },
  deleteScopeLoss: (key: string) =>
    `Applications, roles and people that have ${key} lose it, and so do tokens that are in use.`,
  problems: {
    AUDIENCE_TAKEN: 'Another API has this audience. Choose another one.',
    AUDIENCE_RESERVED: 'This audience belongs to the product. Choose another one.',
    SCOPE_KEY_TAKEN: 'This API has a scope of this key already.',
    SCOPE_KEY_RESERVED: 'This scope has a meaning of its own in OpenID Connect. Choose another key.',
    SYSTEM_API: 'This API is part of the product and cannot be changed.',
    API_NOT_FOUND: 'Somebody deleted this API in the meantime.',
    MANAGEMENT_API_NOT_SUPPORTED:
      'Only applications with a secret that belong to no organization can ask for the Management API.',
  } as Readonly<Record<string, string>>,
}

function counted(count: number, thing: string): string {
  return `${count.toLocaleString()} ${thing}${count === 1 ? '' : 's'}`
}
