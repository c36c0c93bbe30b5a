import type { Answer } from '@gatehouse/api-client'
import { Checkbox, Stack, TextInput } from '@mantine/core'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { texts } from './texts.ts'

const words = texts.business

/** Links to terms and privacy policy, and whether a person must agree to them. */
export function TermsForm({ business }: { readonly business: Answer<'getBusiness'>['business'] }) {
  const update = useOperationForm({
    operation: 'updateBusiness',
    initialValues: {
      terms: business.terms_url ?? '',
      privacy: business.privacy_url ?? '',
      isAgreed: business.has_clickwrap,
    },
    validate: ({ terms, privacy }) => ({
      ...(isAddress(terms) ? {} : { terms: words.badAddress }),
      ...(isAddress(privacy) ? {} : { privacy: words.badAddress }),
    }),
    inputOf: ({ terms, privacy, isAgreed }) => ({
      body: {
        terms_url: terms.trim() === '' ? null : terms.trim(),
        privacy_url: privacy.trim() === '' ? null : privacy.trim(),
        is_click_wrap: isAgreed,
      },
    }),
    refresh: ['getBusiness'],
    problems: words.problems,
  })
  const order = ['label', 'input', 'description', 'error'] as const
  return (
    <OperationFormFrame of={update} submit={words.saveTerms} saved={words.saved} isSecondary>
      <Stack gap="md">
        <TextInput type="url" label={words.termsUrl} {...update.form.getInputProps('terms')} />
        <TextInput
          type="url"
          label={words.privacyUrl}
          description={words.addressHelp}
          inputWrapperOrder={[...order]}
          {...update.form.getInputProps('privacy')}
        />
        <Checkbox label={words.isAgreed} {...update.form.getInputProps('isAgreed', { type: 'checkbox' })} />
      </Stack>
    </OperationFormFrame>
  )
}

/** Empty, or an address that a link on a page of ours may have (ATO-38). */
function isAddress(text: string): boolean {
  const trimmed = text.trim()
  return trimmed === '' || (URL.canParse(trimmed) && new URL(trimmed).protocol === 'https:')
}
