import { CopyId, Facts, Page, Section } from '@gatehouse/ui'
import { Stack, Textarea, TextInput } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { EnvironmentOverride } from './environment-override.tsx'
import type { Flag } from './flag.ts'
import { FlagValueInput } from './flag-value.tsx'
import { OrganizationOverrides } from './organization-overrides.tsx'
import { PersonOverrides } from './person-overrides.tsx'
import { CHANGED, texts } from './texts.ts'

function FeatureFlagPage() {
  const place = usePlace()
  const { environment } = useHere()
  const key = useParam('flag')
  const { feature_flag: flag } = useAnswer('getFeatureFlag', flagQuery(key))
  const { organization_overrides: organizations = 0, user_overrides: users = 0 } = flag
  return (
    <Page back={{ href: paths.featureFlags(place), label: texts.title }} title={flag.name} lead={flag.description}>
      <Section title={texts.details} reason={texts.detailsReason}>
        <EditFlagForm key={key} flag={flag} />
        <Facts
          facts={[
            [texts.facts.key, <CopyId key="key" value={key} />],
            [texts.facts.type, texts.types[flag.type]],
            [texts.facts.level, texts.innermost[flag.allow_override_level]],
          ]}
        />
      </Section>
      <Section title={texts.environment} reason={texts.environmentReason(environment.name)}>
        <EnvironmentOverride key={flag.environment_value} flag={flag} />
      </Section>
      <Section title={texts.organizations} reason={texts.organizationsReason}>
        <OrganizationOverrides flag={flag} />
      </Section>
      <Section title={texts.people} reason={texts.peopleReason}>
        <PersonOverrides flag={flag} />
      </Section>
      <DeleteThing
        operation="DeleteFeatureFlag"
        input={{ parameters: { feature_flag_key: key } }}
        refresh={['getFeatureFlags', 'getUserFeatureFlags']}
        after={paths.featureFlags(place)}
        name={flag.name}
        loss={texts.deleteLoss(flag.name, organizations, users)}
        texts={texts}
      />
    </Page>
  )
}

function EditFlagForm({ flag }: { readonly flag: Flag }) {
  const { key, type, allow_override_level } = flag
  const update = useOperationForm({
    operation: 'UpdateFeatureFlag',
    initialValues: { name: flag.name, description: flag.description, value: flag.default_value },
    validate: ({ name }) => (name.trim() === '' ? { name: texts.missing.name } : {}),
    inputOf: ({ name, description, value }) => ({
      parameters: {
        feature_flag_key: key,
        name: name.trim(),
        description,
        type,
        allow_override_level,
        default_value: value,
      },
    }),
    refresh: CHANGED,
    problems: texts.problems,
    fieldOf: { INVALID_FLAG_VALUE: 'value' },
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        <TextInput label={texts.name} maxLength={200} {...update.form.getInputProps('name')} />
        <Textarea label={texts.description} maxLength={1000} {...update.form.getInputProps('description')} />
        <FlagValueInput type={type} label={texts.default} {...update.form.getInputProps('value')} />
      </Stack>
    </OperationFormFrame>
  )
}

function flagQuery(key: string) {
  return { feature_flag_key: key, expand: 'overrides' } as const
}

export const featureFlagPage: PageDefinition = {
  load: ({ ask, params: { flag = '' } }) => [ask('getFeatureFlag', flagQuery(flag))],
  Component: FeatureFlagPage,
}
