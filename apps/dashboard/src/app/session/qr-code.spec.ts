import { TestBed } from '@angular/core/testing';
import { QrCode } from './qr-code';

describe('a QR code', () => {
  it('is drawn as one path with a quiet margin, and named', async () => {
    const fixture = TestBed.createComponent(QrCode);
    fixture.componentRef.setInput('text', 'otpauth://totp/Posko:operator');
    fixture.componentRef.setInput('label', 'Kode QR');
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const svg = element.querySelector('svg');
    expect(svg?.getAttribute('aria-label')).toBe('Kode QR');
    const [, , width = ''] = svg?.getAttribute('viewBox')?.split(' ') ?? [];
    // A code has 17 modules a side and four more per version; the quiet zone is four all around.
    expect((Number(width) - 8 - 17) % 4).toBe(0);
    expect(element.querySelector('path')?.getAttribute('d')).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  });
});
