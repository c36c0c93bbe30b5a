export const texts = {
  lead: (business: string) => `One environment of ${business}: its users, applications and settings are its own.`,
  addresses: 'Addresses',
  addressesReason: 'What applications and machines need to know.',
  issuer: 'Issuer',
  discovery: 'Discovery',
  audience: 'Audience of the Management API',
}
