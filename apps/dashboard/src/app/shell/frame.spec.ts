import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { Router, provideRouter } from '@angular/router';
import { Language } from '@posko/ui';
import { NotFoundPage } from './not-found-page';
import { Frame } from './frame';
import { CLOCK, FakeRoom } from './testing/fake-room';
import { words } from './testing/words';

let room: FakeRoom;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom();
});

async function show(): Promise<{ fixture: ComponentFixture<Frame>; element: HTMLElement }> {
  const anywhere = provideRouter([{ path: '**', component: NotFoundPage }]);
  TestBed.configureTestingModule({ providers: [anywhere, room.providers()] });
  const fixture = TestBed.createComponent(Frame);
  await fixture.whenStable();
  return { fixture, element: fixture.nativeElement };
}

/** Types, and waits (boundedly) for the list: it comes with the focus, and Material opens it a timer later. */
async function type(fixture: ComponentFixture<Frame>, text: string): Promise<MatAutocompleteHarness> {
  (fixture.nativeElement as HTMLElement).querySelector('input')?.dispatchEvent(new FocusEvent('focus'));
  await fixture.whenStable();
  const box = await TestbedHarnessEnvironment.loader(fixture).getHarness(MatAutocompleteHarness);
  await box.enterText(text);
  for (let turn = 0; turn < 100 && !(await box.isOpen()); turn++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return box;
}

describe('the frame', () => {
  it('shows place, election day, room clock and connection', async () => {
    const { element } = await show();
    expect(words(element.querySelector('.brand'))).toBe('Posko Jawa Timur');
    expect(words(element.querySelector('.time'))).toBe('Rabu, 27 November 2024 13.00 WIB');
    expect(words(element.querySelector('posko-connection-pill'))).toBe('Langsung Data baru saja');
    expect(element.querySelector('posko-rehearsal-bar')).toBeNull();
    expect(element.querySelector('.warning')).toBeNull();
  });

  it('says so when the server is out of reach, and tries again on demand', async () => {
    const { fixture, element } = await show();
    room.connection({ state: 'offline', currentAt: Date.now() - 121_500 });
    await fixture.whenStable();
    expect(words(element.querySelector('.warning'))).toContain('Data terakhir 2 menit lalu');
    element.querySelector<HTMLButtonElement>('.warning button')?.click();
    expect(room.refreshes).toBe(1);
  });

  it('switches the language and remembers it', async () => {
    const { fixture, element } = await show();
    element.querySelector<HTMLButtonElement>('posko-preferences button[lang=en]')?.click();
    await fixture.whenStable();
    expect(words(element.querySelector('posko-connection-pill'))).toBe('Live Data just now');
    expect(document.documentElement.lang).toBe('en');
    expect(localStorage.getItem('posko.language')).toBe('en');
    TestBed.inject(Language).use('id');
  });

  it('moves the focus to the content on a new page', async () => {
    const { fixture, element } = await show();
    document.body.append(element);
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/');
    await router.navigateByUrl('/region/3578');
    await fixture.whenStable();
    expect(document.activeElement?.id).toBe('content');
    (document.activeElement as HTMLElement).blur();
    await router.navigateByUrl('/region/3578?sort=name');
    expect(document.activeElement?.id).not.toBe('content');
  });
});

describe('the pages beside', () => {
  const labels = (element: HTMLElement): string[] => [...element.querySelectorAll('posko-nav-rail a')].map(words);

  it('are those that the person may open', async () => {
    room.signedInAs({ role: 'operator', scope: '3578' as never });
    const { element } = await show();
    expect(labels(element)).toEqual([
      'Ikhtisar',
      'Pusat bantuan',
      'Panggilan',
      'Serah terima',
      'Entri',
      'Hasil',
      'Rekapitulasi',
      'Persetujuan',
      'Layar dinding',
    ]);
  });

  it('of an administrator hold the administration', async () => {
    room.signedInAs({ role: 'administrator' });
    const { element } = await show();
    const [, administration] = element.querySelectorAll('posko-nav-rail ul');
    expect([...(administration?.querySelectorAll('a') ?? [])].map(words)).toEqual(['Pengguna', 'Aktivasi', 'Audit']);
  });

  it('tell how many requests wait for a decision', async () => {
    room.answer('approvals', () => ({ seq: 1, pending: 3, rows: [] }));
    const { element } = await show();
    expect(words(element.querySelector('posko-nav-rail a[href="/approvals"]'))).toBe(
      'Persetujuan 3 menunggu keputusan',
    );
    expect(room.asked('approvals')).toEqual([expect.objectContaining({ query: { status: 'pending', limit: 1 } })]);
  });
});

describe('the menu of the person', () => {
  it('says who, as what and for where, and signs out of everything on demand', async () => {
    room.answer('signOut', () => ({}));
    const { fixture, element } = await show();
    const card = element.querySelector('#posko-person');
    expect(words(card)).toContain('Sri Lestari sri.lestari Peran Penyelia Wilayah Jawa Timur (35)');
    card?.querySelectorAll('button')[1]?.click();
    await fixture.whenStable();
    expect(room.asked('signOut')).toEqual([{ query: { everywhere: 'true' } }]);
    expect(room.left).toEqual(['/sign-in']);
  });

  it('says so when the server did not hear of it', async () => {
    room.refuse('signOut', 'unreachable');
    const { fixture, element } = await show();
    element.querySelector<HTMLButtonElement>('#posko-person button')?.click();
    await fixture.whenStable();
    expect(words(element.querySelector('#posko-person [role=alert]'))).toContain('Belum keluar');
  });
});

describe('the rehearsal bar', () => {
  it('says of a demo that its people are made up', async () => {
    room.answer('signInOffer', () => ({ openid: null, isDemo: true, needsSetUp: false, publication: '/publik/' }));
    const { element } = await show();
    expect(words(element.querySelector('posko-rehearsal-bar'))).toBe(
      'Demo Orang dan laporan di sini rekaan: bukan keadaan sebenarnya.',
    );
  });

  it('leaves the clock to whoever sees the whole register', async () => {
    room.rehearse().signedInAs({ role: 'operator', scope: '3578' as never });
    const { element } = await show();
    expect(words(element.querySelector('posko-rehearsal-bar strong'))).toBe('Gladi');
    expect(element.querySelector('posko-rehearsal-bar button')).toBeNull();
  });

  it('is there in a rehearsal only, and pauses the clock with a command of its own id', async () => {
    const commands: unknown[] = [];
    room.rehearse().answer('setClock', ({ body }) => {
      commands.push(body);
      return { ...CLOCK, speed: 0, isRehearsal: true };
    });
    const { fixture, element } = await show();
    expect(words(element.querySelector('posko-rehearsal-bar strong'))).toBe('Gladi');
    element.querySelector<HTMLButtonElement>('posko-rehearsal-bar button')?.click();
    await fixture.whenStable();
    expect(commands).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), speed: 0 }]);
  });
});

describe('the search box', () => {
  it('is reached by /, finds while typing, and leads to the page', async () => {
    const { fixture, element } = await show();
    document.body.append(element);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    expect(document.activeElement?.tagName).toBe('INPUT');
    const box = await type(fixture, 'tps 5 wonokromo');
    const [option] = await box.getOptions();
    expect(await option?.getText()).toContain('TPS 005');
    await box.selectOption({ text: /TPS 005/ });
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/tps/3578041002005');
  });

  it('keeps what was typed, and the focus, when the field with the list comes', async () => {
    const { fixture, element } = await show();
    document.body.append(element);
    const waiting = element.querySelector('input');
    waiting?.focus();
    if (waiting) waiting.value = 'zzz';
    await fixture.whenStable();
    const field = element.querySelector('input');
    expect(element.querySelectorAll('input')).toHaveLength(1);
    expect(field).not.toBe(waiting);
    expect(document.activeElement).toBe(field);
    expect(field?.value).toBe('zzz');
    expect(words(element.querySelector('posko-search-box [role=status]'))).toContain('Tidak ditemukan');
  });

  it('opens the first find for who presses Enter before the list is there', async () => {
    const { fixture, element } = await show();
    document.body.append(element);
    element.querySelector('input')?.focus();
    await fixture.whenStable();
    const field = element.querySelector('input');
    if (field) field.value = 'tps 5 wonokromo';
    field?.dispatchEvent(new Event('input', { bubbles: true }));
    field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/tps/3578041002005');
  });

  it('says when there is nothing', async () => {
    const { fixture } = await show();
    const box = await type(fixture, 'zzz');
    const [option] = await box.getOptions();
    expect(await option?.getText()).toContain('Tidak ditemukan');
  });
});
