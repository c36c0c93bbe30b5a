import { Section } from '@gatehouse/ui'
import { Checkbox, Stack } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { texts } from './texts.ts'
import { CLAIMS, CONTEXTS, type TokenChoice, type TokenKind } from './token-customization.ts'

interface ChooseClaimsProps {
  readonly kind: TokenKind
  readonly choice: TokenChoice
  readonly onChange: (choice: TokenChoice) => void
}

/** Claims and properties that tokens of one kind carry besides what they always carry. */
export function ChooseClaims({ kind, choice, onChange }: ChooseClaimsProps) {
  return (
    <>
      <Section title={texts.additionalClaims} reason={texts.additionalClaimsReason}>
        <Checkbox.Group
          value={[...choice.claims]}
          onChange={(claims) => onChange({ ...choice, claims })}
          label={texts.additionalClaims}
          labelProps={{ className: 'visually-hidden' }}
        >
          <Stack gap="sm">
            {CLAIMS[kind].map((name) => (
              <Checkbox key={name} value={name} label={texts.claims[name][0]} description={texts.claims[name][1]} />
            ))}
          </Stack>
        </Checkbox.Group>
        {kind === 'id_token' && (
          <Checkbox
            mt="sm"
            checked={choice.isOrgCodesIncluded}
            onChange={({ currentTarget }) => onChange({ ...choice, isOrgCodesIncluded: currentTarget.checked })}
            label={texts.claims.org_codes[0]}
            description={texts.claims.org_codes[1]}
          />
        )}
        {kind === 'access_token' && (
          <Checkbox
            mt="sm"
            checked={choice.isApiScopesIncluded}
            onChange={({ currentTarget }) => onChange({ ...choice, isApiScopesIncluded: currentTarget.checked })}
            label={texts.apiScopesInPermissions[0]}
            description={texts.apiScopesInPermissions[1]}
          />
        )}
      </Section>
      <Section title={texts.tabs.properties} reason={texts.tokenPropertiesReason}>
        {CONTEXTS[kind].map((context) => (
          <ChooseProperties key={context} context={context} choice={choice} onChange={onChange} />
        ))}
      </Section>
    </>
  )
}

type ChoosePropertiesProps = Omit<ChooseClaimsProps, 'kind'> & { readonly context: 'usr' | 'org' | 'app' }

function ChooseProperties({ context, choice, onChange }: ChoosePropertiesProps) {
  const { properties } = useAnswer('GetProperties', { page_size: 500, context })
  const own = properties.map(({ id }) => id)
  const chosen = choice.properties.filter((id) => own.includes(id))
  if (properties.length === 0) return <p className="quiet">{texts.noProperties[context]}</p>
  return (
    <Checkbox.Group
      value={chosen}
      onChange={(ids) =>
        onChange({ ...choice, properties: [...choice.properties.filter((id) => !own.includes(id)), ...ids] })
      }
      label={texts.propertiesOf[context]}
    >
      <Stack gap="sm" mt="xs" mb="md">
        {properties.map(({ id, key, name, is_private }) => (
          <Checkbox
            key={id}
            value={id}
            disabled={is_private}
            label={
              <>
                {name} <code className="quiet">{key}</code>
              </>
            }
            description={is_private && texts.privateProperty}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
