import { TestBed } from '@angular/core/testing';
import { API } from '../shell/board-store';
import { AttachmentStore } from './attachment-store';

const KEPT = { sha256: 'a'.repeat(64), name: 'foto.jpg', mediaType: 'image/jpeg', bytes: 3 };
const upload = jest.fn();

function store(): AttachmentStore {
  TestBed.configureTestingModule({ providers: [AttachmentStore, { provide: API, useValue: { upload } }] });
  return TestBed.inject(AttachmentStore);
}

beforeEach(() => upload.mockReset());

describe('a file', () => {
  it('is sent as it is, and kept by its content', async () => {
    upload.mockResolvedValue({ isOk: true, value: KEPT });
    const attachments = store();
    const sending = attachments.send(new File(['abc'], 'foto.jpg'));
    expect(attachments.isSending()).toBe(true);
    expect(await sending).toEqual({ sha256: KEPT.sha256, name: 'foto.jpg', mediaType: 'image/jpeg' });
    expect(attachments.uploads()).toEqual([]);
    expect(upload).toHaveBeenCalledWith('keepAttachment', { query: { name: 'foto.jpg' } }, expect.any(File));
  });

  it('that is refused says so until it is put away', async () => {
    upload.mockResolvedValue({ isOk: false, failure: { code: 'attachment-refused' } });
    const attachments = store();
    expect(await attachments.send(new File(['x'], 'x.exe'))).toBeNull();
    expect(attachments.uploads()).toEqual([{ key: 1, name: 'x.exe', failure: 'attachment-refused' }]);
    expect(attachments.isSending()).toBe(false);
    attachments.forget(1);
    expect(attachments.uploads()).toEqual([]);
  });

  it('that is too large does not even leave', async () => {
    const attachments = store();
    const large = new File(['x'], 'film.mp4');
    Object.defineProperty(large, 'size', { value: 16 * 1024 * 1024 });
    expect(await attachments.send(large)).toBeNull();
    expect(attachments.uploads()[0]?.failure).toBe('payload-too-large');
    expect(upload).not.toHaveBeenCalled();
  });
});
