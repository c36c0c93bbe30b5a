import { Facts, CopyId, Page, Section } from '@gatehouse/ui'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere } from '../shell/place.tsx'
import { texts } from './texts.ts'

function HomePage() {
  const { business, environment } = useHere()
  return (
    <Page title={environment.name} lead={texts.lead(business.name)}>
      <Section title={texts.addresses} reason={texts.addressesReason}>
        <Facts
          facts={[
            [texts.issuer, <CopyId key="issuer" value={environment.origin} />],
            [
              texts.discovery,
              <CopyId key="discovery" value={`${environment.origin}/.well-known/openid-configuration`} />,
            ],
            [texts.audience, <CopyId key="audience" value={`${environment.origin}/api`} />],
          ]}
        />
      </Section>
    </Page>
  )
}

export const homePage: PageDefinition = { Component: HomePage }
