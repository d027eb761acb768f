import { removeFolder } from './test-folder.mjs';

export default async function tearDown() {
  await removeFolder(process.env.POSKO_TEST_DATA);
}
