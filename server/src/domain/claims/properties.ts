export type PropertyContext = 'usr' | 'org' | 'app'

/** A public property that an application wants in tokens of one kind. */
export interface SelectedProperty {
  readonly id: string
  readonly key: string
  readonly context: PropertyContext
  /**
   * The value that this application has, for properties of applications. Values of users and organizations come with
   * the subject.
   */
  readonly value: string | undefined
}

/** The claim that holds the properties of each context. */
export const PROPERTY_CLAIMS = {
  usr: 'user_properties',
  org: 'organization_properties',
  app: 'application_properties',
} as const

const WHOSE = { usr: 'user', org: 'organization', app: 'application' } as const

export function ownerOf(context: PropertyContext) {
  return WHOSE[context]
}
