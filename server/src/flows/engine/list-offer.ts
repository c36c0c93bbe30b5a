import { type EnterableOrganization, listEnterableOrganizations } from '#domain/organizations'
import type { OfferContext } from './list-of-new.ts'

/** Organizations on one page. Further pages follow, and a field finds an organization by its name. */
const SHOWN = 25
export interface OfferRequest {
  readonly userId: string
  readonly roleIds: readonly string[] | undefined
  /** Part of a name; empty matches every name. */
  readonly text: string
  readonly page: number
}

export interface Offer {
  readonly options: readonly EnterableOrganization[]
  readonly hasMore: boolean
}

/** Returns one page of the organizations that a person may choose from, the one entered last first. */
export async function listOffer({ db }: OfferContext, { page, ...wanted }: OfferRequest): Promise<Offer> {
  const offset = (page - 1) * SHOWN
  const found = await listEnterableOrganizations(db, { ...wanted, offset, limit: SHOWN + 1 })
  return { options: found.slice(0, SHOWN), hasMore: found.length > SHOWN }
}
