export { regionName } from '@posko/domain';
