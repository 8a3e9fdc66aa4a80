# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource server as an integrator has it: Django REST framework with simplejwt, one protected view at /.

resourceserver.py DATABASE SIMPLE_JWT prepares the database with the user ada if it is not there, prints its URL and
serves until it is ended. SIMPLE_JWT is the dictionary of that name in the settings, as JSON."""
import json
import logging
import os
import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

DATABASE, SIMPLE_JWT = sys.argv[1], json.loads(sys.argv[2])
settings.configure(
    SECRET_KEY='of the resource server alone; no token is signed with it',
    ALLOWED_HOSTS=['127.0.0.1'],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', 'rest_framework'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': DATABASE}},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    USE_TZ=True,
    LOGGING_CONFIG=None,
    REST_FRAMEWORK={
        'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework_simplejwt.authentication.JWTAuthentication'],
        'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
        'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer'],
    },
    SIMPLE_JWT=SIMPLE_JWT,
)
django.setup()

# These need the settings.
from django.contrib.auth import get_user_model  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class Protected(APIView):
    def get(self, request):
        return Response({'username': request.user.get_username(), 'claims': request.auth.payload})


urlpatterns = [path('', Protected.as_view())]


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def main():
    if not os.path.exists(DATABASE):
        call_command('migrate', verbosity=0)
        get_user_model().objects.create_user('ada', id=1)
    logging.disable(logging.WARNING)  # every 401 would be one; errors stay
    with make_server('127.0.0.1', 0, get_wsgi_application(), Server, QuietHandler) as server:
        print('http://127.0.0.1:%d/' % server.server_port, flush=True)
        server.serve_forever()


if __name__ == '__main__':
    sys.modules.setdefault('resourceserver', sys.modules['__main__'])
    main()
