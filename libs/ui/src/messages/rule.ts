import { ruleEn } from './rule-en';
import { ruleId } from './rule-id';

export { RULE_READERS } from './rule-id';
export type { RuleReader } from './rule-id';

/** What the rules of a form and the reasons of a hold say: `rule.typist.E101`, `rule.short.E101`. */
export const ruleMessages = { id: ruleId, en: ruleEn };
