/** The industries of businesses: by key, with the displayed name. */
const INDUSTRIES: Readonly<Record<string, string>> = {
  administration_office_support: 'Administration & Office Support',
  advertising_arts_media: 'Advertising, Arts & Media',
  agriculture_animals_conservation: 'Agriculture, Animals & Conservation',
  banking_financial_services: 'Banking & Financial Services',
  call_centre_customer_service: 'Call Centre & Customer Service',
  community_services: 'Community Services',
  construction: 'Construction',
  consulting_strategy: 'Consulting & Strategy',
  design_architecture: 'Design & Architecture',
  education_training: 'Education & Training',
  energy_utilities: 'Energy & Utilities',
  engineering: 'Engineering',
  gaming: 'Gaming',
  government_defence: 'Government & Defence',
  healthcare_medical: 'Healthcare & Medical',
  hospitality_tourism: 'Hospitality & Tourism',
  human_resources_recruitment: 'Human Resources & Recruitment',
  information_communication_technology: 'Information & Communication Technology',
  insurance: 'Insurance',
  legal: 'Legal',
  manufacturing: 'Manufacturing',
  marketing_communications: 'Marketing & Communications',
  mining_resources: 'Mining & Resources',
  non_profit: 'Non-profit',
  other: 'Other',
  real_estate_property: 'Real Estate & Property',
  retail_consumer_products: 'Retail & Consumer Products',
  sales: 'Sales',
  science_technology: 'Science & Technology',
  sport_recreation: 'Sport & Recreation',
  trades_services: 'Trades & Services',
  transport_logistics: 'Transport & Logistics',
}

export function listIndustries(): { readonly key: string; readonly name: string }[] {
  return Object.entries(INDUSTRIES).map(([key, name]) => ({ key, name }))
}

export function industryNameOf(key: string): string | undefined {
  return new Map(Object.entries(INDUSTRIES)).get(key)
}
