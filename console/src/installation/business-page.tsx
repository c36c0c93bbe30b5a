import { CopyId, Facts, Page, Section } from '@gatehouse/ui'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere } from '../shell/place.tsx'
import { BusinessForm } from './business-form.tsx'
import { DeleteBusiness } from './delete-business.tsx'
import { sumOf } from './loss.ts'
import { TermsForm } from './terms-form.tsx'
import { texts } from './texts.ts'

const words = texts.business
const CONTENTS = { expand: 'contents' } as const

function BusinessPage() {
  const { business: here } = useHere()
  const { business } = useAnswer('getBusiness')
  const { industries } = useAnswer('getIndustries')
  const { environments } = useAnswer('listEnvironments', CONTENTS)
  return (
    <Page title={words.title} lead={words.lead(here.name)}>
      <Section title={words.details} reason={words.detailsReason}>
        <BusinessForm key={business.code} business={business} industries={industries} />
        <Facts facts={[[words.code, <CopyId key="code" value={business.code} />]]} />
      </Section>
      <Section title={words.terms} reason={words.termsReason}>
        <TermsForm key={business.code} business={business} />
      </Section>
      <DeleteBusiness
        business={{ code: business.code, name: business.name }}
        environments={environments}
        loss={sumOf(environments)}
      />
    </Page>
  )
}

export const businessPage: PageDefinition = {
  load: ({ ask }) => [ask('getBusiness'), ask('getIndustries'), ask('listEnvironments', CONTENTS)],
  Component: BusinessPage,
}
