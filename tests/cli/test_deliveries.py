#!/usr/bin/env python3
"""What the three providers bring, in shapes that vary: every one is taken, nothing is lost and nothing ends the program."""

import base64
import hmac
import json
import urllib.parse
import urllib.request
from pathlib import Path

import tap
from saudactl import Folder
from test_conversations import listening, practice, press, status_of

NOW = '1795400000'
PUBLIC = 'https://shop.example/twilio'
BUYER = '77011230000'


def message(number, **more):
    return {'id': f'wamid.{number:04}', 'from': BUYER, 'timestamp': NOW, 'type': 'text', 'text': {'body': '178/82'}, **more}


def status(number, word, **more):
    return {'id': f'wamid.OUT{number}', 'status': word, 'timestamp': NOW, 'recipient_id': BUYER, **more}


def value(*messages, statuses=(), contacts=None, **more):
    found = {'messaging_product': 'whatsapp', 'metadata': {'display_phone_number': '77000999999', 'phone_number_id': '1'}}
    if messages:
        found['messages'] = list(messages)
        found['contacts'] = [{'wa_id': BUYER, 'profile': {'name': 'Айгүл'}}] if contacts is None else contacts
    if statuses:
        found['statuses'] = list(statuses)
    return {**found, **more}


def envelope(*values, field='messages'):
    return {'object': 'whatsapp_business_account',
            'entry': [{'id': '102', 'changes': [{'field': field, 'value': one} for one in values]}]}


def of_type(number, kind, content, **more):
    """A message of a kind that holds no text"""
    found = message(number, type=kind, **{kind: content}, **more)
    del found['text']
    return found


UNSUPPORTED = {'code': 131051, 'title': 'Message type unknown', 'error_data': {'details': 'not supported'}}
LIMIT = {'code': 130429, 'title': 'Rate limit hit', 'message': 'x', 'href': 'https://developers.facebook.com'}

# What stands in a body → contents of messages, states of statuses, fields of notices, and how many are left out.
META = [
    ('a text', envelope(value(message(1))), ['text'], [], [], 0),
    ('two messages in a change', envelope(value(message(2), message(3))), ['text', 'text'], [], [], 0),
    ('two changes', envelope(value(message(4)), value(message(5))), ['text', 'text'], [], [], 0),
    ('two entries', {'object': 'whatsapp_business_account',
                     'entry': envelope(value(message(6)))['entry'] + envelope(value(message(7)))['entry']},
     ['text', 'text'], [], [], 0),
    ('status and message', envelope(value(message(8), statuses=[status(1, 'delivered')])), ['text'], ['delivered'], [], 0),
    ('statuses before the message', envelope(value(statuses=[status(2, 'read'), status(2, 'sent')]), value(message(9))),
     ['text'], ['read', 'sent'], [], 0),
    ('a failed status', envelope(value(statuses=[status(3, 'failed', errors=[{'code': 131047, 'title': 'Re-engagement'}])])),
     [], ['failed'], [], 0),
    ('failed without errors', envelope(value(statuses=[status(4, 'failed')])), [], ['failed'], [], 0),
    ('failed with no list of errors', envelope(value(statuses=[status(5, 'failed', errors={'code': 131026})])), [], ['failed'], [], 0),
    ('a status that is new', envelope(value(statuses=[status(6, 'warning'), status(6, 'teleported')])), [], [], [], 2),
    ('played and deleted', envelope(value(statuses=[status(7, 'played'), status(8, 'deleted')])), [], ['read', 'delivered'], [], 0),
    ('a status with a user id', envelope(value(statuses=[{'id': 'wamid.OUT9', 'status': 'sent', 'timestamp': 1795400000,
                                                          'recipient_user_id': 'KZ.12345'}])), [], ['sent'], [], 0),
    ('conversation and pricing', envelope(value(statuses=[status(10, 'sent', conversation={'id': 'c', 'expiration_timestamp': 17},
        pricing={'billable': True, 'pricing_model': 'PMP', 'category': 'utility', 'type': 'regular'})])), [], ['sent'], [], 0),
    ('a tap on a template', envelope(value(of_type(10, 'button', {'text': 'Да', 'payload': 'ok:42'}))), ['text'], [], [], 0),
    ('a tap with a quote', envelope(value(of_type(11, 'button', {'text': 'Да', 'payload': 'ok'}, context={'id': 'wamid.OUT1', 'from': '7700'}))),
     ['text'], [], [], 0),
    ('a button of a message', envelope(value(of_type(12, 'interactive', {'type': 'button_reply', 'button_reply': {'id': 'ok', 'title': 'Да'}}))),
     ['text'], [], [], 0),
    ('a row of a list', envelope(value(of_type(13, 'interactive', {'type': 'list_reply', 'list_reply': {'id': 'xl', 'title': 'XL', 'description': ''}}))),
     ['text'], [], [], 0),
    ('a form', envelope(value(of_type(14, 'interactive', {'type': 'nfm_reply', 'nfm_reply': {'name': 'flow', 'response_json': '{"h":178}'}}))),
     ['text'], [], [], 0),
    ('a photo', envelope(value(of_type(15, 'image', {'id': '1', 'mime_type': 'image/jpeg', 'sha256': 'x', 'caption': 'рост 178 вес 82'}))),
     ['media'], [], [], 0),
    ('a photo without words', envelope(value(of_type(16, 'image', {'id': '1', 'mime_type': 'image/jpeg'}))), ['media'], [], [], 0),
    ('a voice message', envelope(value(of_type(17, 'audio', {'id': '1', 'mime_type': 'audio/ogg; codecs=opus', 'voice': True}))), ['voice'], [], [], 0),
    ('a video, a file, a sticker', envelope(value(of_type(18, 'video', {'id': '1'}), of_type(19, 'document', {'id': '1', 'filename': 'a.pdf'}),
                                                  of_type(20, 'sticker', {'id': '1', 'animated': False}))), ['media'] * 3, [], [], 0),
    ('a place', envelope(value(of_type(21, 'location', {'latitude': 43.2, 'longitude': 76.9, 'name': 'Абая 10'}))), ['media'], [], [], 0),
    ('a card', envelope(value(of_type(22, 'contacts', [{'name': {'formatted_name': 'Ерлан'}, 'phones': [{'phone': '+7701'}]}]))), ['media'], [], [], 0),
    ('an order', envelope(value(of_type(23, 'order', {'catalog_id': '1', 'product_items': [{'quantity': 1}], 'text': 'XL'}))), ['media'], [], [], 0),
    ('a sign', envelope(value(of_type(24, 'reaction', {'message_id': 'wamid.OUT1', 'emoji': '👍'}))), ['reaction'], [], [], 0),
    ('a sign taken back', envelope(value(of_type(25, 'reaction', {'message_id': 'wamid.OUT1'}))), ['reaction'], [], [], 0),
    ('an edit', envelope(value(of_type(26, 'edit', {'original_message_id': 'wamid.0001', 'message': {'type': 'text', 'text': {'body': '188/82'}}}))),
     ['edit'], [], [], 0),
    ('an edit without its type', envelope(value(of_type(27, 'edit', {'original_message_id': 'wamid.0001', 'message': {'text': {'body': '189/82'}}}))),
     ['edit'], [], [], 0),
    ('taken back', envelope(value(of_type(28, 'revoke', {'original_message_id': 'wamid.0002'}))), ['revoke'], [], [], 0),
    ('a new number', envelope(value(of_type(29, 'system', {'body': 'A changed', 'type': 'user_changed_number', 'wa_id': '77011230001'}))),
     ['system'], [], [], 0),
    ('unsupported', envelope(value(message(30, type='unsupported', errors=[UNSUPPORTED]))), ['unsupported'], [], [], 0),
    ('a type of tomorrow', envelope(value(of_type(31, 'hologram', {'id': '1'}))), ['unsupported'], [], [], 0),
    ('no type', envelope(value({'id': 'wamid.0032', 'from': BUYER, 'timestamp': NOW})), ['unsupported'], [], [], 0),
    ('a user id alone', envelope(value({'id': 'wamid.0033', 'from_user_id': 'KZ.AB12', 'timestamp': NOW, 'type': 'text', 'text': {'body': 'да'}},
                                       contacts=[{'user_id': 'KZ.AB12', 'profile': {'name': 'A'}}])), ['text'], [], [], 0),
    ('a user id in the contact alone', envelope(value({'id': 'wamid.0034', 'timestamp': NOW, 'type': 'text', 'text': {'body': 'да'}},
                                                      contacts=[{'user_id': 'KZ.AB13', 'wa_id': ''}])), ['text'], [], [], 0),
    ('an empty sender', envelope(value(message(35, **{'from': ''}, from_user_id='KZ.AB14'))), ['text'], [], [], 0),
    ('no contacts', envelope(value(message(36), contacts=[])), ['text'], [], [], 0),
    ('an advertisement', envelope(value(message(37, referral={'source_url': 'https://fb.me/1', 'source_type': 'ad', 'ctwa_clid': 'x'}))), ['text'], [], [], 0),
    ('forwarded', envelope(value(message(38, context={'forwarded': True, 'frequently_forwarded': True}))), ['text'], [], [], 0),
    ('milliseconds, a number for a time, none', envelope(value(message(39, timestamp=NOW + '123'), message(40, timestamp=1795400000),
                                                                 message(41, timestamp=None))), ['text'] * 3, [], [], 0),
    ('a group', envelope(value(message(42, group_id='g1'))), [], [], [], 1),
    ('nobody sent it', envelope(value({'id': 'wamid.0043', 'timestamp': NOW, 'type': 'text', 'text': {'body': '1'}}, contacts=[])), [], [], ['unreadable'], 0),
    ('no id', envelope(value({'from': BUYER, 'timestamp': NOW, 'type': 'text', 'text': {'body': '1'}})), [], [], ['unreadable'], 0),
    ('a fault of the account', envelope(value(errors=[LIMIT])), [], [], ['errors'], 0),
    ('a fault that is new, beside a message', envelope(value(message(44), errors=[{'code': 999001, 'title': 'New'}])), ['text'], [], ['errors'], 0),
    ('a template', envelope({'event': 'APPROVED', 'message_template_id': 1, 'message_template_name': 'size_check_v1',
                             'message_template_language': 'ru', 'reason': None}, field='message_template_status_update'),
     [], [], ['message_template_status_update'], 0),
    ('a category', envelope({'message_template_name': 'size_check_v1', 'new_category': 'MARKETING', 'previous_category': 'UTILITY'},
                            field='template_category_update'), [], [], ['template_category_update'], 0),
    ('a wish', envelope({'user_preferences': [{'wa_id': BUYER, 'category': 'marketing_messages', 'value': 'stop'}]}, field='user_preferences'),
     [], [], ['user_preferences'], 0),
    ('an echo', envelope(value(message_echoes=[message(45)]), field='smb_message_echoes'), [], [], [], 1),
    ('a field of tomorrow', envelope({'x': 1}, field='hologram_update'), [], [], [], 1),
    ('wrong kinds everywhere', {'object': 1, 'entry': [None, 7, {'changes': 'x'}, {'changes': [None, {'field': 3, 'value': []},
        {'field': 'messages', 'value': {'messages': 'x', 'statuses': [None, 4], 'contacts': 5, 'errors': 'y'}}]}]}, [], [], [], None),
    ('texts of wrong kinds', envelope(value(message(46, text='178/82'), message(47, text={'body': 178}), message(48, text={'body': None}))),
     ['text'] * 3, [], [], 0),
    ('signs of all kinds', envelope(value(message(49, text={'body': '\u0000178\u202e/82 👩‍👩‍👧 ' + 'x' * 4096}))), ['text'], [], [], 0),
]

FORM = {'AccountSid': 'AC1', 'From': f'whatsapp:+{BUYER}', 'To': 'whatsapp:+77000999999', 'SmsStatus': 'received', 'NumMedia': '0'}
TWILIO = [
    ('a text', {**FORM, 'MessageSid': 'SM01', 'Body': '178/82', 'ProfileName': 'Айгүл', 'WaId': BUYER}, ['text'], [], [], 0),
    ('few fields', {'MessageSid': 'SM02', 'From': f'whatsapp:+{BUYER}'}, ['text'], [], [], 0),
    ('an older name', {'SmsMessageSid': 'SM03', 'From': f'+{BUYER}', 'Body': 'да'}, ['text'], [], [], 0),
    ('a tap', {**FORM, 'MessageSid': 'SM04', 'Body': 'ok', 'ButtonText': 'Да', 'ButtonPayload': 'ok:42', 'OriginalRepliedMessageSid': 'SM99'}, ['text'], [], [], 0),
    ('a photo', {**FORM, 'MessageSid': 'MM05', 'NumMedia': '1', 'MediaUrl0': 'https://a', 'MediaContentType0': 'image/jpeg'}, ['media'], [], [], 0),
    ('a voice message', {**FORM, 'MessageSid': 'MM06', 'NumMedia': '1', 'MediaContentType0': 'audio/ogg'}, ['voice'], [], [], 0),
    ('a place', {**FORM, 'MessageSid': 'SM07', 'MessageType': 'location', 'Latitude': '43.2', 'Longitude': '76.9'}, ['text'], [], [], 0),
    ('a user id', {**FORM, 'MessageSid': 'SM08', 'From': 'whatsapp:KZ.AB12', 'ExternalUserId': 'KZ.AB12', 'Body': 'да'}, ['text'], [], [], 0),
    ('nobody sent it', {'MessageSid': 'SM09', 'Body': '178/82'}, [], [], ['unreadable'], 0),
    ('an advertisement', {**FORM, 'MessageSid': 'SM10', 'Body': 'да', 'ReferralSourceUrl': 'https://fb.me', 'ChannelMetadata': '{"type":"whatsapp"}'}, ['text'], [], [], 0),
    ('a status', {'MessageSid': 'SM11', 'MessageStatus': 'delivered', 'To': f'whatsapp:+{BUYER}'}, [], ['delivered'], [], 0),
    ('a failed status', {'MessageSid': 'SM12', 'MessageStatus': 'undelivered', 'ErrorCode': '63016'}, [], ['failed'], [], 0),
    ('a status that is new', {'MessageSid': 'SM13', 'MessageStatus': 'teleported'}, [], ['accepted'], [], 0),
]


def found_in(call, path, provider):
    batch = call('whatsapp', 'read', path, '--provider', provider)
    return ([one['content'] for one in batch['inbound']], [one['delivery'] for one in batch['statuses']],
            [one['field'] for one in batch['notices']], batch['ignored'])


def check_every_shape_is_read():
    with Folder() as folder:
        path = Path(folder.name) / 'body'
        samples = [(provider, name, json.dumps(body, ensure_ascii=escaped), *wanted)
                   for provider, escaped, step in (('meta', False, 1), ('360dialog', True, 5)) for name, body, *wanted in META[::step]]
        samples += [('twilio', name, urllib.parse.urlencode(form), *wanted) for name, form, *wanted in TWILIO]
        for provider, name, body, *wanted in samples:
            path.write_text(body, encoding='utf-8')
            found = list(found_in(folder.call, path, provider))
            if wanted[-1] is None:
                found[-1] = None
            assert found == wanted, (provider, name, found, wanted)


def signed(form):
    base = PUBLIC + ''.join(name + text for name, text in sorted(form.items()))
    return base64.b64encode(hmac.new(b'auth-token', base.encode(), 'sha1').digest()).decode()


def bring_all(own):
    """Everything to the listener, twice; each is taken"""
    for _ in range(2):
        for _, body, *_ in META:
            raw = json.dumps(body, ensure_ascii=False).encode()
            proof = 'sha256=' + hmac.new(b'app-secret', raw, 'sha256').hexdigest()
            assert status_of(urllib.request.Request(f'{own}/meta', raw, {'X-Hub-Signature-256': proof}))[0] == 200
        for _, form, *_ in TWILIO:
            raw = urllib.parse.urlencode(form).encode()
            assert status_of(urllib.request.Request(f'{own}/twilio', raw, {'X-Twilio-Signature': signed(form)}))[0] == 200
        for raw in (b'', b'[]', b'null', b'{"entry":7}', b'\xff\xfe', b'{"entry":[' * 2000):
            assert status_of(urllib.request.Request(f'{own}/360dialog', raw, {'Authorization': 'Bearer own-token'}))[0] == 200


def check_everything_brought_is_in_the_books_once():
    with Folder() as folder:
        with practice(folder, '09:00') as url:
            call = lambda *words: folder.call(f'--practice={url}', *words)
            call('whatsapp', 'set', 'public-url', PUBLIC)
            with listening(folder, url) as own:
                bring_all(own)
            press(folder, url, '09:00')
            messages = [one for one in call('messages', 'list')['messages'] if one['direction'] == 'in']
            wanted = sum(len(contents) for _, _, contents, *_ in META + TWILIO)
            assert len(messages) == wanted, (len(messages), wanted)
            # Whoever has no order here waits for a person, also who has no telephone number.
            strangers = call('conversation', 'strangers')['strangers']
            assert {'KZ.AB12', 'KZ.AB13'} <= {one['address'] for one in strangers}, strangers
            assert any(BUYER in one['address'] for one in strangers), strangers
            told = [one['text'] for one in call('alerts', 'list')['alerts'] if one['kind'] == 'whatsapp']
            assert len(told) == 1, told


def check_a_fault_of_the_account_is_an_alert():
    with Folder() as folder:
        with practice(folder, '09:00') as url:
            call = lambda *words: folder.call(f'--practice={url}', *words)
            with listening(folder, url) as own:
                raw = json.dumps(envelope(value(errors=[{'code': 131042, 'title': 'Payment issue'}]))).encode()
                proof = 'sha256=' + hmac.new(b'app-secret', raw, 'sha256').hexdigest()
                assert status_of(urllib.request.Request(f'{own}/meta', raw, {'X-Hub-Signature-256': proof}))[0] == 200
            press(folder, url, '09:00')
            told = [one['text'] for one in call('alerts', 'list')['alerts'] if one['kind'] == 'whatsapp']
            assert told == ['Meta Cloud API reports: The provider waits for a payment. (131042)'], told


if __name__ == '__main__':
    tap.main()
