import type { Translate } from '#platform/i18n'
import { Address } from '#flows/pages'

export interface RequestedFromProps {
  readonly t: Translate
  readonly requestedFrom: { readonly ip: string; readonly browser: string | undefined }
}

/** Shows where the device sent its request from, so that a person can recognise it (RFC 8628 section 5.4, DV-06). */
export function RequestedFrom({ t, requestedFrom: { ip, browser } }: RequestedFromProps) {
  return (
    <>
      <h2>{t('device.consent.from')}</h2>
      <p class="sentence">
        {browser === undefined ? '' : `${browser}, `}
        <Address>{ip}</Address>
      </p>
    </>
  )
}
