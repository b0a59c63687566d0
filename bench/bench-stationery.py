"""The peer: reportlab writes 1,000 labels with texts, QR and Code 128; prints seconds."""

import io
import sys
import time

try:
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode import code128, qr
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.units import mm
    from reportlab.pdfgen import canvas
except ImportError:
    print('python3-reportlab is missing', file=sys.stderr)
    sys.exit(77)

begin = time.perf_counter()
page = canvas.Canvas(io.BytesIO(), pagesize=(58 * mm, 40 * mm))
for i in range(1000):
    page.setFont('Helvetica-Bold', 9)
    page.drawString(2 * mm, 35 * mm, f'Label {i % 40}')
    page.setFont('Helvetica', 8)
    page.drawString(2 * mm, 30 * mm, 'black')
    page.drawString(2 * mm, 25 * mm, f'{i % 9 + 1} 990')
    code128.Code128(f'132{i:06}_650', barWidth=0.25 * mm, barHeight=10 * mm).drawOn(page, 2 * mm, 4 * mm)
    square = qr.QrCodeWidget(f'CL_QZ_MEN_{i:04}_2XL')
    left, bottom, right, top = square.getBounds()
    drawing = Drawing(14 * mm, 14 * mm, transform=[14 * mm / (right - left), 0, 0, 14 * mm / (top - bottom), 0, 0])
    drawing.add(square)
    renderPDF.draw(drawing, page, 42 * mm, 22 * mm)
    page.showPage()
page.save()
print(f'{time.perf_counter() - begin:.4f}')
